namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>The vectors that lie beside the repository.</summary>
public sealed class SharedVectorTests
{
    private static readonly Vector[] Vectors = Find();

    [Fact]
    public void Every_vector_gives_its_changes() => Assert.Empty(Vectors.Select(Difference).OfType<string>());

    [Fact]
    public void Every_vector_gives_its_verdict() => Assert.DoesNotContain(Vectors, vector => vector.IsCompatible != IsCompatible(vector));

    [Fact]
    public void The_vectors_are_there_when_they_must_be() =>
        Assert.True(Vectors.Length > 0 || Environment.GetEnvironmentVariable("REQUIRE_VECTORS") != "1");

    private static bool IsCompatible(Vector vector) =>
        vector.ParseUpdate().ReadingFrom(vector.ParseOriginal()).All(finding => finding.Rule.Compatible);

    private static string? Difference(Vector vector)
    {
        var changes = Proto.Changes(vector.ParseOriginal(), vector.ParseUpdate());
        return vector.Changes.Order(StringComparer.Ordinal).SequenceEqual(changes)
            ? null
            : $"{vector.Description}: expected [{string.Join(", ", vector.Changes)}] but got [{string.Join(", ", changes)}]";
    }

    private static Vector[] Find()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SchemaRegistry.sln")))
        {
            root = root.Parent;
        }

        var path = root is null ? "" : Path.Combine(root.FullName, "..", "shared", "vectors", "protobuf.json");
        return File.Exists(path) ? Vector.Load(path) : [];
    }
}

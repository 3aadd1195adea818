using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Our own cases (<c>cases.json</c>), and the shared vectors where they are at hand.</summary>
public sealed class VectorTests
{
    public static TheoryData<string, int, string> Cases()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var file in Files())
        {
            var index = 0;
            foreach (var @case in Read(file))
            {
                cases.Add(file, index++, @case.Description);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_vector_gives_the_changes_it_names(string file, int index, string description)
    {
        var @case = Read(file)[index];
        if (@case.Changes is not { } expected)
        {
            return;
        }

        var changes = @case.Compare(CompatibilityPolicy.Strict).Select(finding => finding.ToString()).Distinct().Order(StringComparer.Ordinal);

        Assert.True(expected.SequenceEqual(changes), $"{description}: expected {string.Join(", ", expected)} but found {string.Join(", ", changes)}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_vector_gives_the_verdict_it_names(string file, int index, string description)
    {
        var @case = Read(file)[index];

        Assert.True(
            @case.Compatible == IsCompatible(@case, CompatibilityPolicy.Strict)
            && (@case.CompatibleWhenLenient ?? @case.Compatible) == IsCompatible(@case, CompatibilityPolicy.Lenient),
            description);
    }

    [Fact]
    public void The_vectors_are_at_hand_where_they_have_to_be() =>
        Assert.True(Environment.GetEnvironmentVariable("REQUIRE_VECTORS") != "1" || Shared().Length > 0);

    private static bool IsCompatible(VectorCase @case, CompatibilityPolicy policy) =>
        @case.Compare(policy).All(finding => finding.Rule.IsCompatible(policy));

    private static List<VectorCase> Read(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        return [.. document.RootElement.EnumerateArray().Select(@case =>
            new VectorCase(@case.GetProperty("description").GetString()!, @case.Clone()))];
    }

    private static string[] Files() => [Path.Combine(AppContext.BaseDirectory, "Json", "cases.json"), .. Shared()];

    private static string[] Shared()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "SchemaRegistry.sln")))
        {
            root = root.Parent;
        }

        var folder = root is null ? null : Path.Combine(root.FullName, "..", "shared", "vectors");
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder, "json-*.json").Order(StringComparer.Ordinal)] : [];
    }
}

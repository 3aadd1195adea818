using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>One case of a compatibility vector file.</summary>
public sealed record Vector(
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("original_schema")] string Original,
    [property: JsonPropertyName("update_schema")] string Update,
    [property: JsonPropertyName("changes")] string[] Changes,
    [property: JsonPropertyName("compatible")] bool IsCompatible,
    [property: JsonPropertyName("original_references")] VectorReference[]? OriginalReferences = null,
    [property: JsonPropertyName("update_references")] VectorReference[]? UpdateReferences = null,
    [property: JsonPropertyName("original_dependencies")] VectorDependency[]? OriginalDependencies = null,
    [property: JsonPropertyName("update_dependencies")] VectorDependency[]? UpdateDependencies = null)
{
    public static Vector[] Load(string path) => JsonSerializer.Deserialize<Vector[]>(File.ReadAllText(path))!;

    public ParsedSchema ParseOriginal() => Parse(Original, OriginalReferences, OriginalDependencies);

    public ParsedSchema ParseUpdate() => Parse(Update, UpdateReferences, UpdateDependencies);

    private static ParsedSchema Parse(string text, VectorReference[]? references, VectorDependency[]? dependencies)
    {
        var direct = (references ?? []).Select(reference => new SchemaReference(reference.Name, reference.Subject, reference.Version));
        var resolved = (dependencies ?? []).Select(dependency =>
        {
            var reference = (references ?? []).FirstOrDefault(reference => reference.Name == dependency.Name);
            return new ResolvedReference(dependency.Name, reference?.Subject ?? dependency.Name, reference?.Version ?? 1, dependency.Text);
        });
        return Proto.Parse(text, [.. direct], [.. resolved]);
    }
}

public sealed record VectorReference(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("subject")] string Subject,
    [property: JsonPropertyName("version")] int Version);

public sealed record VectorDependency(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("dependency")] string Text);

using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json;

namespace SchemaRegistry.Schemas.Tests.Json;

/// <summary>Short ways to a parsed JSON Schema.</summary>
internal static class Parsed
{
    private static readonly JsonSchemaFormat Format = new();

    public static ParseResult Try(string text, ParseOptions? options = null, params ResolvedReference[] resolved) => Format.Parse(
        text,
        [.. resolved.Select(reference => new SchemaReference(reference.Name, reference.Subject, reference.Version))],
        [.. resolved],
        options ?? ParseOptions.ForNewSchemas);

    public static ParsedSchema Strict(string text, params ResolvedReference[] resolved) => Schema(Try(text, null, resolved));

    public static ParsedSchema Stored(string text, params ResolvedReference[] resolved) =>
        Schema(Try(text, ParseOptions.ForStoredSchemas, resolved));

    public static ParsedSchema With(ParseOptions options, string text) => Schema(Try(text, options));

    public static ResolvedReference Reference(string name, string text) => new(name, name, 1, text);

    public static ImmutableArray<Finding> Changes(
        string original, string update, CompatibilityPolicy policy = CompatibilityPolicy.Strict, ParseOptions? options = null) =>
        Schema(Try(update, options)).ReadingFrom(Schema(Try(original, options)), policy);

    public static bool IsCompatible(
        string original, string update, CompatibilityLevel level = CompatibilityLevel.Backward, CompatibilityPolicy policy = CompatibilityPolicy.Strict) =>
        CompatibilityChecker.Compare(
            Stored(update), null, new PreviousVersion(1, Stored(original)), new CompatibilityTerms(level, policy)).IsCompatible;

    private static ParsedSchema Schema(ParseResult result) =>
        result.Schema ?? throw new InvalidOperationException(result.Error!.ToString());
}

using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Protobuf;

namespace SchemaRegistry.Schemas.Tests.Protobuf;

/// <summary>Short forms for the tests of this folder.</summary>
internal static class Proto
{
    public static readonly ProtobufFormat Format = new();

    public static ParseResult TryParse(string text, ParseOptions? options = null, params (string Path, string Text)[] imports) =>
        Format.Parse(
            text,
            [.. imports.Select(import => new SchemaReference(import.Path, import.Path, 1))],
            [.. imports.Select(import => new ResolvedReference(import.Path, import.Path, 1, import.Text))],
            options ?? ParseOptions.ForNewSchemas);

    public static ParsedSchema Parse(string text, params (string Path, string Text)[] imports) => Accepted(TryParse(text, null, imports));

    public static ParsedSchema Parse(string text, ImmutableArray<SchemaReference> references, ImmutableArray<ResolvedReference> resolved) =>
        Accepted(Format.Parse(text, references, resolved, ParseOptions.ForNewSchemas));

    public static string Canonical(string text, params (string Path, string Text)[] imports) => Parse(text, imports).CanonicalText;

    public static string Normal(string text, params (string Path, string Text)[] imports) => Parse(text, imports).Normalized().CanonicalText;

    public static string[] Changes(ParsedSchema original, ParsedSchema update) =>
        [.. update.ReadingFrom(original).Select(finding => finding.ToString()).Distinct().Order(StringComparer.Ordinal)];

    private static ParsedSchema Accepted(ParseResult result)
    {
        Assert.True(result.Schema is not null, result.Error?.ToString());
        return result.Schema;
    }
}

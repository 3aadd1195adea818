using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas;

/// <summary>
/// One schema format. Pure and thread-safe. Everything a format knows hangs off the <see cref="ParsedSchema"/> it
/// returns, so that grains and gateway treat all formats alike.
/// </summary>
public interface ISchemaFormat
{
    SchemaType Type { get; }

    /// <summary>Every rule a comparison of this format can report.</summary>
    ImmutableArray<FindingRule> Rules { get; }

    /// <summary>Parses a schema text. Bad input is a value, never an exception.</summary>
    /// <param name="text">The text as the client sent it.</param>
    /// <param name="references">The references as they will be stored, in the order given.</param>
    /// <param name="resolved">
    /// The texts of all references and of theirs, dependencies first, one entry per <see cref="ResolvedReference.Name"/>.
    /// </param>
    /// <param name="options">Strictness and limits.</param>
    ParseResult Parse(
        string text,
        ImmutableArray<SchemaReference> references,
        ImmutableArray<ResolvedReference> resolved,
        ParseOptions options);
}

/// <summary>How to parse.</summary>
/// <param name="Strict">
/// True for a new schema: names and defaults are checked. False for lookups, stored versions and imports, so that what
/// was once accepted can always be read (reference 10.1).
/// </param>
public sealed record ParseOptions(bool Strict)
{
    public static readonly ParseOptions ForNewSchemas = new(Strict: true);
    public static readonly ParseOptions ForStoredSchemas = new(Strict: false);

    /// <summary>Deepest nesting accepted, in levels of brackets, braces or blocks. Default 500.</summary>
    public int MaxDepth { get; init; } = 500;

    /// <summary>
    /// Units of work one parse or comparison may spend before it ends with a clear error. A unit is roughly the visit
    /// of one node. Default 2,000,000: well under a second.
    /// </summary>
    public int WorkBudget { get; init; } = 2_000_000;

    /// <summary>
    /// Longest canonical text that is written out, in characters; any by default. Printing adds blanks and breaks, for deep nesting many
    /// times what was given. A text that would be longer is cut off behind this length, and so is longer than any that is accepted.
    /// </summary>
    public int MaxTextLength { get; init; } = int.MaxValue;
}

/// <summary>Why a text is no schema: the reason, and where in the text, as a JSON pointer or line:column, when known.</summary>
public sealed record SchemaError(string Message, string? Location = null)
{
    public override string ToString() => Location is null ? Message : $"{Message} (at {Location})";
}

/// <summary>A schema or the reason why there is none.</summary>
public readonly record struct ParseResult
{
    private ParseResult(ParsedSchema? schema, SchemaError? error) => (Schema, Error) = (schema, error);

    public ParsedSchema? Schema { get; }

    public SchemaError? Error { get; }

    public static ParseResult Ok(ParsedSchema schema) => new(schema, null);

    public static ParseResult Fail(string message, string? location = null) => new(null, new SchemaError(message, location));

    public static ParseResult Fail(SchemaError error) => new(null, error);
}

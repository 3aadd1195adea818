using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Avro as Confluent's server treats it: the parser and printer of Avro Java 1.12 (reference 10.1), and its comparison of a
/// reader with a writer (reference 11.3).
/// </summary>
public sealed class AvroFormat : ISchemaFormat
{
    public SchemaType Type => SchemaType.Avro;

    public ImmutableArray<FindingRule> Rules => AvroRules.All;

    public ParseResult Parse(
        string text,
        ImmutableArray<SchemaReference> references,
        ImmutableArray<ResolvedReference> resolved,
        ParseOptions options)
    {
        var referenced = new NamedTypes();
        foreach (var reference in resolved)
        {
            // References were accepted when they were registered; only the new text has to meet the rules for new schemas.
            var (_, error) = new AvroParser(options with { Strict = false }, referenced).Parse(reference.Text);
            if (error is not null)
            {
                return ParseResult.Fail($"Invalid reference {reference.Name}: {error.Message}", error.Location);
            }
        }

        return AvroSchema.Parse(text, references, referenced, options);
    }
}

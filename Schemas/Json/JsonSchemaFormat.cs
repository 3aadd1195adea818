using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// JSON Schema, drafts 4, 6, 7, 2019-09 and 2020-12, told apart by <c>$schema</c>; 7 when that is missing or unknown
/// (reference 10.2 and 11.4). It never fetches anything: what a <c>$ref</c> names has to be in the text or in its references.
/// </summary>
public sealed class JsonSchemaFormat : ISchemaFormat
{
    public SchemaType Type => SchemaType.Json;

    public ImmutableArray<FindingRule> Rules { get; } = JsonSchemaRules.All;

    public ParseResult Parse(
        string text, ImmutableArray<SchemaReference> references, ImmutableArray<ResolvedReference> resolved, ParseOptions options)
    {
        if (JsonTreeReader.Read(text, options.MaxDepth, out var error) is not { } tree)
        {
            return ParseResult.Fail(error!);
        }

        if (!tree.IsSchema)
        {
            return ParseResult.Fail("A JSON Schema must be an object, true or false", "#");
        }

        var schema = new JsonSchema(tree, references, resolved, options);
        return options.Strict && schema.Validate(validateFields: false) is { } fault ? ParseResult.Fail(fault) : ParseResult.Ok(schema);
    }
}

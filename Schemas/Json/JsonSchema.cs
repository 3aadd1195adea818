using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;
using SchemaRegistry.Schemas.Json.Comparison;
using SchemaRegistry.Schemas.Json.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>A JSON Schema. What only comparisons and checks need is worked out when first asked for.</summary>
internal sealed class JsonSchema : ParsedSchema
{
    private const string ReservedPrefix = "$$";

    private readonly JsonTree _tree;
    private readonly ImmutableArray<ResolvedReference> _resolved;
    private readonly ParseOptions _options;
    private readonly Lazy<SchemaModel> _model;
    private readonly Lazy<SchemaError?> _fault;
    private readonly Lazy<TextHash> _asWritten;
    private readonly Lazy<TextHash?> _writtenOut;

    public JsonSchema(
        JsonTree tree, ImmutableArray<SchemaReference> references, ImmutableArray<ResolvedReference> resolved, ParseOptions options)
    {
        _tree = tree;
        _resolved = resolved.IsDefault ? [] : resolved;
        _options = options;
        References = references.IsDefault ? [] : references;
        CanonicalText = JsonTreeWriter.Write(tree);
        _model = new Lazy<SchemaModel>(() => SchemaModelBuilder.Build(new JsonSchemaResources(tree, _resolved, options.MaxDepth)));
        _fault = new Lazy<SchemaError?>(FindFault);
        _asWritten = new Lazy<TextHash>(() => TextHash.Of(CanonicalText));
        _writtenOut = new Lazy<TextHash?>(() => References.IsEmpty
            ? _asWritten.Value
            : JsonSchemaInliner.Hash(new JsonSchemaResources(tree, _resolved, options.MaxDepth), options.MaxDepth));
    }

    public override SchemaType Type => SchemaType.Json;

    public override string CanonicalText { get; }

    public override ImmutableArray<SchemaReference> References { get; }

    public override IEnumerable<string> FieldNames =>
        _tree.Find("properties", JsonKind.Object) is { } properties ? properties.Members.Select(member => member.Key) : [];

    public override SchemaError? Validate(bool validateFields)
    {
        if (_fault.Value is { } fault)
        {
            return fault;
        }

        var reserved = validateFields
            ? FieldNames.FirstOrDefault(name => name.StartsWith(ReservedPrefix, StringComparison.Ordinal))
            : null;
        return reserved is null
            ? null
            : new SchemaError(
                $"The name of a field must not start with {ReservedPrefix}: '{reserved}'", JsonPointer.Append("#/properties", reserved));
    }

    public override ParsedSchema Normalized() =>
        new JsonSchema(JsonTreeWriter.Sorted(_tree), Normalize(References), _resolved, _options);

    public override ImmutableArray<EntityTags> InlineTags => JsonSchemaTags.In(_tree);

    public override ParseResult WithTags(
        ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed, bool skipMissing = false)
    {
        var edit = new TagEdit(added, removed);
        var tagged = JsonSchemaTags.Edited(_tree, edit.Apply);
        return edit.FindMissing() is { } missing && !skipMissing
            ? ParseResult.Fail(missing)
            : ParseResult.Ok(new JsonSchema(tagged, References, _resolved, _options));
    }

    public override bool IsSameAs(ParsedSchema other)
    {
        if (other is not JsonSchema schema)
        {
            return false;
        }

        if (CanonicalText == schema.CanonicalText)
        {
            return true;
        }

        return References.IsEmpty != schema.References.IsEmpty
            && _writtenOut.Value is { } form
            && form == schema._writtenOut.Value;
    }

    public override Likeness Likeness => new((int)_asWritten.Value.First, (int)(_writtenOut.Value ?? TextHash.Empty).First);

    public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) => ReadingFrom(writer, CompatibilityPolicy.Strict);

    public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer, CompatibilityPolicy policy)
    {
        var original = (JsonSchema)writer;
        if (CanonicalText == original.CanonicalText && _resolved.SequenceEqual(original._resolved))
        {
            return [];
        }

        // One schema in the text becomes up to two nodes, one within the other.
        var limits = new ComparisonLimits(_options.WorkBudget, _options.MaxDepth * 2);
        return SchemaComparison.Compare(original._model.Value.Root, _model.Value.Root, policy, limits);
    }

    private SchemaError? FindFault() =>
        new JsonSchemaChecker(_tree, JsonSchemaDrafts.Of(_tree, JsonSchemaDraft.Draft7)).Check() ?? _model.Value.BrokenReference;
}

using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>
/// Takes a schema object apart: each combination, enumeration, type and group of type-specific keywords is a part; several
/// parts side by side are an allOf.
/// </summary>
internal sealed class SchemaPartBuilder(SchemaModelBuilder model)
{
    private readonly SchemaTypeBuilder _types = new(model);

    public SchemaNode Build(JsonTree schema, JsonSchemaScope scope)
    {
        var parts = new List<SchemaNode>(2);
        AddReferences(schema, scope, parts);
        AddCombination(schema, scope, "allOf", CombinedCriterion.AllOf, parts);
        AddCombination(schema, scope, "anyOf", CombinedCriterion.AnyOf, parts);
        AddCombination(schema, scope, "oneOf", CombinedCriterion.OneOf, parts);
        AddValues(schema, scope, parts);
        _types.AddTypes(schema, scope, parts);
        if (IsConditional(schema, scope.Draft))
        {
            parts.Add(new ConditionalNode());
        }

        return parts.Count switch
        {
            0 => new EmptyNode(),
            1 => parts[0],
            _ => new CombinedNode(CombinedCriterion.AllOf, parts),
        };
    }

    // Loaders of draft 7 treat a "then" or "else" without "if" as a condition too.
    private static bool IsConditional(JsonTree schema, JsonSchemaDraft draft) =>
        draft >= JsonSchemaDraft.Draft7
        && (schema.Has("if") || !draft.IsModern() && (schema.Has("then") || schema.Has("else")));

    private void AddReferences(JsonTree schema, JsonSchemaScope scope, List<SchemaNode> parts)
    {
        if (!scope.Draft.IsModern())
        {
            return;
        }

        foreach (var keyword in (ReadOnlySpan<string>)["$ref", "$dynamicRef", "$recursiveRef"])
        {
            if (JsonSchemaKeywords.Find(keyword, scope.Draft) is not null && schema.Find(keyword, JsonKind.String) is { } reference)
            {
                parts.Add(model.Reference(schema, keyword, reference.Text, scope));
            }
        }
    }

    private void AddCombination(
        JsonTree schema, JsonSchemaScope scope, string keyword, CombinedCriterion criterion, List<SchemaNode> parts)
    {
        if (schema.Find(keyword, JsonKind.Array) is { } list)
        {
            parts.Add(new CombinedNode(criterion, Array.ConvertAll(list.Items, branch => model.Node(branch, scope))));
        }
    }

    private void AddValues(JsonTree schema, JsonSchemaScope scope, List<SchemaNode> parts)
    {
        if (schema.Find("enum", JsonKind.Array) is { } values)
        {
            parts.Add(new EnumNode(new HashSet<JsonTree>(values.Items, JsonEquality.Instance)));
        }

        if (schema["not"] is { } not)
        {
            parts.Add(new NotNode(model.Node(not, scope)));
        }

        if (scope.Draft > JsonSchemaDraft.Draft4 && schema["const"] is { } value)
        {
            parts.Add(new ConstNode(value));
        }
    }
}

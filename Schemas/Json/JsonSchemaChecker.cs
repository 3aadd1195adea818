using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>Checks that every keyword of a schema has a value its draft allows.</summary>
internal sealed class JsonSchemaChecker(JsonTree root, JsonSchemaDraft draft)
{
    /// <summary>The first fault in source order, or null.</summary>
    public SchemaError? Check() => root.IsBoolean ? null : CheckSchema(root);

    private SchemaError? CheckSchema(JsonTree schema)
    {
        var isReference = !draft.IsModern() && schema.Has("$ref");
        foreach (var (name, value) in schema.Members)
        {
            // Up to draft 7 whatever stands beside a $ref is ignored, definitions apart.
            if (JsonSchemaKeywords.Find(name, draft) is not { } keyword || isReference && name is not ("$ref" or "definitions"))
            {
                continue;
            }

            var fault = JsonSchemaValues.Fault(keyword, value);
            var error = fault is null ? CheckChildren(schema, keyword, value) : Fail(schema, name, fault);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private SchemaError? CheckChildren(JsonTree schema, JsonSchemaKeyword keyword, JsonTree value)
    {
        switch (keyword.Shape)
        {
            case KeywordShape.Schema:
                return CheckChild(schema, keyword.Name, null, value);
            case KeywordShape.SchemaOrList when value.Kind != JsonKind.Array:
                return CheckChild(schema, keyword.Name, null, value);
            case KeywordShape.SchemaList or KeywordShape.SchemaOrList:
                return CheckItems(schema, keyword, value);
            case KeywordShape.SchemaByName or KeywordShape.SchemaByPattern or KeywordShape.SchemaOrNamesByName:
                return CheckMembers(schema, keyword, value);
            default:
                return null;
        }
    }

    private SchemaError? CheckItems(JsonTree schema, JsonSchemaKeyword keyword, JsonTree list)
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            var segment = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (CheckChild(schema, keyword.Name, segment, list.Items[i]) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private SchemaError? CheckMembers(JsonTree schema, JsonSchemaKeyword keyword, JsonTree map)
    {
        foreach (var (name, value) in map.Members)
        {
            var isNames = keyword.Shape == KeywordShape.SchemaOrNamesByName && value.Kind == JsonKind.Array;
            var error = isNames
                ? JsonSchemaValues.FaultOfNames(value) is { } fault ? Fail(schema, keyword.Name, $"'{name}' {fault}") : null
                : CheckChild(schema, keyword.Name, name, value);
            if (error is not null)
            {
                return error;
            }
        }

        return null;
    }

    private SchemaError? CheckChild(JsonTree schema, string keyword, string? segment, JsonTree child)
    {
        if (child.Kind == JsonKind.Object)
        {
            return CheckSchema(child);
        }

        if (child.IsBoolean && (draft > JsonSchemaDraft.Draft4 || keyword is "additionalProperties" or "additionalItems"))
        {
            return null;
        }

        var expected = draft > JsonSchemaDraft.Draft4 ? "an object or a boolean" : "an object";
        return Fail(schema, keyword, $"a schema of {draft.Name()} must be {expected}", segment);
    }

    private SchemaError Fail(JsonTree schema, string keyword, string fault, string? segment = null)
    {
        var pointer = JsonPointer.Append(JsonPointer.Find(root, schema) ?? "#", keyword);
        return new SchemaError($"{keyword}: {fault}", segment is null ? pointer : JsonPointer.Append(pointer, segment));
    }
}

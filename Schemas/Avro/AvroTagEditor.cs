using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Writes tags into the text of a schema and takes them out (reference 6.6). Works on a canonical text, whose depth the
/// parser has bounded.
/// </summary>
internal sealed class AvroTagEditor(TagEdit edit)
{
    public string Edit(JsonValue schema)
    {
        var text = new JsonText();
        JsonPrinter.Print(text, Type(schema, space: null), sorted: false);
        return text.ToString();
    }

    private JsonValue Type(JsonValue type, string? space) => type.Kind switch
    {
        JsonKind.Array => new JsonValue([.. type.Items.Select(branch => Type(branch, space))]),
        JsonKind.Object => type.TextOf("type") switch
        {
            "record" or "error" => Record(type, space),
            "array" => With(type, "items", items => Type(items, space)),
            "map" => With(type, "values", values => Type(values, space)),
            _ => type,
        },
        _ => type,
    };

    private JsonValue Record(JsonValue record, string? space)
    {
        var name = AvroName.Of(record.TextOf("name") ?? "", record.TextOf("namespace") ?? space);
        var fields = With(record, "fields", list => new JsonValue([.. list.Items.Select(field => Field(field, name))]));
        return Tagged(fields, name.Full, EntityKind.Record);
    }

    private JsonValue Field(JsonValue field, AvroName record) => Tagged(
        With(field, "type", type => Type(type, record.Space)),
        AvroTags.FieldPath(record.Full, field.TextOf("name") ?? ""),
        EntityKind.Field);

    private JsonValue Tagged(JsonValue entity, string path, EntityKind kind)
    {
        var before = AvroTags.Of(entity[AvroTags.Attribute]);
        var after = edit.Apply(path, kind, before);
        if (after.SequenceEqual(before))
        {
            return entity;
        }

        List<JsonMember> members = [.. entity.Members.Where(member => member.Key != AvroTags.Attribute)];
        if (!after.IsEmpty)
        {
            members.Add(new JsonMember(AvroTags.Attribute, new JsonValue([.. after.Select(JsonValue.String)])));
        }

        return new JsonValue(members);
    }

    private static JsonValue With(JsonValue value, string key, Func<JsonValue, JsonValue> change) =>
        new([.. value.Members.Select(member => member.Key == key ? member with { Value = change(member.Value) } : member)]);
}

using System.Text.Json;

namespace SchemaRegistry.Gateway.Rest.OpenApi;

/// <summary>Writes the JSON Schema that an example is an instance of.</summary>
internal static class ShapeSchema
{
    // Objects whose keys are names that users choose.
    private static readonly string[] Maps = ["properties", "tags", "params"];

    public static void Write(Utf8JsonWriter writer, Shape shape)
    {
        using var example = JsonDocument.Parse(shape.Example);
        writer.WriteStartObject(shape.Name);
        WriteMembers(writer, example.RootElement, isMap: false);
        writer.WritePropertyName("example");
        example.RootElement.WriteTo(writer);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement example, bool isMap)
    {
        writer.WriteStartObject();
        WriteMembers(writer, example, isMap);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, JsonElement example, bool isMap)
    {
        writer.WriteString("type", TypeOf(example));
        if (example.ValueKind == JsonValueKind.Array)
        {
            WriteItems(writer, example);
        }

        if (example.ValueKind != JsonValueKind.Object || !example.EnumerateObject().Any())
        {
            return;
        }

        if (isMap)
        {
            writer.WritePropertyName("additionalProperties");
            Write(writer, example.EnumerateObject().First().Value, isMap: false);
            return;
        }

        writer.WriteStartObject("properties");
        foreach (var member in example.EnumerateObject())
        {
            writer.WritePropertyName(member.Name);
            Write(writer, member.Value, Maps.Contains(member.Name));
        }

        writer.WriteEndObject();
    }

    private static void WriteItems(Utf8JsonWriter writer, JsonElement list)
    {
        writer.WritePropertyName("items");
        if (list.GetArrayLength() > 0)
        {
            Write(writer, list[0], isMap: false);
            return;
        }

        writer.WriteStartObject();
        writer.WriteEndObject();
    }

    private static string TypeOf(JsonElement example) => example.ValueKind switch
    {
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "array",
        JsonValueKind.Number => "integer",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        _ => "string",
    };
}

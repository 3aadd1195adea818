using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Json;

/// <summary>Texts, which may be as long as schemas are.</summary>
internal sealed class LongStringConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetText();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteText(value);
}

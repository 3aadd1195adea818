using System.Text.Json;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>Arrays of versions and ids.</summary>
internal static class NumbersJson
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<int> numbers)
    {
        writer.WriteStartArray();
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}

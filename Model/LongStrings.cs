using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Model;

/// <summary>
/// Reads and writes strings of JSON that may be long. For what is escaped, readers borrow as many bytes as the string has, and writers twelve
/// for each character, from the process's pool of arrays, which keeps whatever it has lent once.
/// </summary>
public static class LongStrings
{
    private const int ShortBytes = 16 << 10;
    private const int Part = 4 << 10;

    /// <summary>The string or name that the reader has come to.</summary>
    public static string GetText(this ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped || reader.ValueSpan.Length <= ShortBytes)
        {
            return reader.GetString()!;
        }

        var unescaped = new byte[reader.ValueSpan.Length];
        return Encoding.UTF8.GetString(unescaped, 0, reader.CopyString(unescaped));
    }

    public static void WriteText(this Utf8JsonWriter writer, string name, string text)
    {
        if (text.Length <= Part)
        {
            writer.WriteString(name, text);
            return;
        }

        writer.WritePropertyName(name);
        writer.WriteText(text);
    }

    public static void WriteText(this Utf8JsonWriter writer, string text)
    {
        if (text.Length <= Part)
        {
            writer.WriteStringValue(text);
            return;
        }

        for (var at = 0; at < text.Length; at += Part)
        {
            var end = Math.Min(at + Part, text.Length);
            writer.WriteStringValueSegment(text.AsSpan(at..end), isFinalSegment: end == text.Length);
        }
    }
}

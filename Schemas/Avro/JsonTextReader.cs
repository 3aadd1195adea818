using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Reads a JSON text: nothing after the value, no broken surrogates, bounded depth. Comments are skipped, as Avro's own
/// parser does.
/// </summary>
internal static class JsonTextReader
{
    /// <summary>Longest number accepted, in characters.</summary>
    private const int LongestNumber = 1000;

    public static (JsonValue? Value, SchemaError? Error) Read(string text, int maxDepth, int budget)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return (null, new SchemaError("Cannot parse <null> schema"));
        }

        if (BrokenSurrogate(text) is var broken and >= 0)
        {
            return (null, new SchemaError("Invalid JSON: unpaired surrogate", PlaceOf(text.AsSpan(0, broken))));
        }

        using var bytes = new ScratchBytes(Encoding.UTF8.GetByteCount(text));
        return Read(bytes.Array.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes.Array)), maxDepth, budget);
    }

    private static JsonReaderOptions OptionsFor(int maxDepth) =>
        new() { MaxDepth = maxDepth, CommentHandling = JsonCommentHandling.Skip };

    private static (JsonValue? Value, SchemaError? Error) Read(ReadOnlySpan<byte> bytes, int maxDepth, int budget)
    {
        var reader = new Utf8JsonReader(bytes, OptionsFor(maxDepth));
        try
        {
            // Only a text longer than the limit can have more parts than the limit, so only then are they counted first.
            if (bytes.Length > budget && CountValues(bytes, maxDepth) > budget)
            {
                return (null, new SchemaError($"The schema has more than {budget} parts"));
            }

            reader.Read();
            var value = ReadValue(ref reader);
            if (value is null)
            {
                var reason = $"Invalid JSON: a number has more than {LongestNumber} characters";
                return (null, new SchemaError(reason, PlaceOf(bytes, reader.TokenStartIndex)));
            }

            reader.Read();
            return (value, null);
        }
        catch (JsonException e)
        {
            return (null, new SchemaError("Invalid JSON: " + Reason(e), $"{e.LineNumber + 1}:{e.BytePositionInLine + 1}"));
        }
        catch (InvalidOperationException)
        {
            return (null, new SchemaError("Invalid JSON: unpaired surrogate", PlaceOf(bytes, reader.TokenStartIndex)));
        }
    }

    private static int CountValues(ReadOnlySpan<byte> bytes, int maxDepth)
    {
        var reader = new Utf8JsonReader(bytes, OptionsFor(maxDepth));
        var values = 0;
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.PropertyName or JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                values++;
            }
        }

        return values;
    }

    private static JsonValue? ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => JsonValue.String(reader.GetText()),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => JsonValue.True,
        JsonTokenType.False => JsonValue.False,
        _ => JsonValue.Null,
    };

    private static JsonValue? ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<JsonMember>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetText();
            reader.Read();
            if (ReadValue(ref reader) is not { } value)
            {
                return null;
            }

            members.Add(new JsonMember(key, value));
        }

        return new JsonValue(members);
    }

    private static JsonValue? ReadArray(ref Utf8JsonReader reader)
    {
        var items = ImmutableArray.CreateBuilder<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (ReadValue(ref reader) is not { } value)
            {
                return null;
            }

            items.Add(value);
        }

        return new JsonValue(items.DrainToImmutable());
    }

    private static JsonValue? ReadNumber(ref Utf8JsonReader reader)
    {
        if (reader.ValueSpan.Length > LongestNumber)
        {
            return null;
        }

        if (reader.ValueSpan.IndexOfAny(".eE"u8) >= 0)
        {
            return JsonValue.Number(JavaNumber.Print(reader.GetDouble()));
        }

        var digits = Encoding.ASCII.GetString(reader.ValueSpan);
        return JsonValue.Number(digits == "-0" ? "0" : digits);
    }

    private static int BrokenSurrogate(string text)
    {
        var from = 0;
        while (text.AsSpan(from).IndexOfAnyInRange('\uD800', '\uDFFF') is var offset and >= 0)
        {
            var at = from + offset;
            if (at + 1 == text.Length || !char.IsSurrogatePair(text[at], text[at + 1]))
            {
                return at;
            }

            from = at + 2;
        }

        return -1;
    }

    // The exception's message ends with a position, which is cut off: the error has its own.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return JsonPrinter.Excerpt((end < 0 ? e.Message : e.Message[..end]).TrimEnd('.'));
    }

    private static string PlaceOf(ReadOnlySpan<byte> bytes, long index) =>
        PlaceOf(Encoding.UTF8.GetString(bytes[..(int)index]).AsSpan());

    private static string PlaceOf(ReadOnlySpan<char> before) =>
        $"{before.Count('\n') + 1}:{before.Length - before.LastIndexOf('\n')}";
}

using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>Reads strict JSON (RFC 8259) into a tree. Of members with the same name the last one wins, at the place of the first.</summary>
internal static class JsonTreeReader
{
    public static JsonTree? Read(string text, int maxDepth, out SchemaError? error)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            error = null;
            reader.Read();
            var tree = ReadValue(ref reader);
            reader.Read();
            return tree;
        }
        catch (JsonException e)
        {
            error = reader.CurrentDepth >= maxDepth
                ? new SchemaError($"The schema is nested deeper than {maxDepth} levels", Place(e))
                : new SchemaError("The schema is not valid JSON: " + Reason(e), Place(e));
            return null;
        }
    }

    private static JsonTree ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.StartObject => ReadObject(ref reader),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.String => JsonTree.OfString(ReadString(ref reader)),
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.True => JsonTree.Of(JsonKind.True),
        JsonTokenType.False => JsonTree.Of(JsonKind.False),
        _ => JsonTree.Of(JsonKind.Null),
    };

    private static string ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("a string holds half of a surrogate pair.", e);
        }
    }

    private static JsonTree ReadNumber(ref Utf8JsonReader reader) => JsonTree.OfNumber(
        JsonNumberText.Canonical(Encoding.ASCII.GetString(reader.ValueSpan))
        ?? throw new JsonException("a number is too long or its exponent out of range."));

    private static JsonTree ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<JsonTree>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return JsonTree.OfItems([.. items]);
    }

    private static JsonTree ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, JsonTree>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadString(ref reader);
            reader.Read();
            members.Add(new(name, ReadValue(ref reader)));
        }

        return JsonTree.OfMembers(WithoutDuplicates(members));
    }

    private static KeyValuePair<string, JsonTree>[] WithoutDuplicates(List<KeyValuePair<string, JsonTree>> members)
    {
        var places = new Dictionary<string, int>(members.Count, StringComparer.Ordinal);
        var kept = 0;
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (places.TryAdd(member.Key, kept))
            {
                members[kept++] = member;
            }
            else
            {
                members[places[member.Key]] = member;
            }
        }

        members.RemoveRange(kept, members.Count - kept);
        return [.. members];
    }

    private static string? Place(JsonException e) =>
        e.LineNumber is { } line && e.BytePositionInLine is { } column ? $"{line + 1}:{column + 1}" : null;

    // The position is told apart from the reason.
    private static string Reason(JsonException e)
    {
        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return end < 0 ? e.Message : e.Message[..end];
    }
}

using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>Reads strict JSON (RFC 8259) into a tree. Of members with the same name the last one wins, at the place of the first.</summary>
internal sealed class JsonTreeReader
{
    private const int FewMembers = 8;
    private readonly List<JsonTree> _items = [];
    private readonly List<KeyValuePair<string, JsonTree>> _members = [];

    private JsonTreeReader()
    {
    }

    public static JsonTree? Read(string text, int maxDepth, out SchemaError? error)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = maxDepth });
        try
        {
            error = null;
            reader.Read();
            var tree = new JsonTreeReader().ReadValue(ref reader);
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

    private JsonTree ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
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

    private JsonTree ReadArray(ref Utf8JsonReader reader)
    {
        var first = _items.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            _items.Add(ReadValue(ref reader));
        }

        return JsonTree.OfItems(Taken(_items, first));
    }

    private JsonTree ReadObject(ref Utf8JsonReader reader)
    {
        var first = _members.Count;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadString(ref reader);
            reader.Read();
            _members.Add(new(name, ReadValue(ref reader)));
        }

        DropDuplicates(first);
        return JsonTree.OfMembers(Taken(_members, first));
    }

    private void DropDuplicates(int first)
    {
        if (!HasDuplicates(CollectionsMarshal.AsSpan(_members)[first..]))
        {
            return;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var kept = first;
        for (var i = first; i < _members.Count; i++)
        {
            var member = _members[i];
            if (places.TryAdd(member.Key, kept))
            {
                _members[kept++] = member;
            }
            else
            {
                _members[places[member.Key]] = member;
            }
        }

        _members.RemoveRange(kept, _members.Count - kept);
    }

    private static bool HasDuplicates(ReadOnlySpan<KeyValuePair<string, JsonTree>> members)
    {
        if (members.Length > FewMembers)
        {
            var names = new HashSet<string>(members.Length, StringComparer.Ordinal);
            foreach (var (name, _) in members)
            {
                names.Add(name);
            }

            return names.Count < members.Length;
        }

        for (var i = 1; i < members.Length; i++)
        {
            for (var before = 0; before < i; before++)
            {
                if (members[before].Key == members[i].Key)
                {
                    return true;
                }
            }
        }

        return false;
    }

    // What is read of a value stands at the end of a list that all share, until the value is complete.
    private static T[] Taken<T>(List<T> list, int first)
    {
        if (list.Count == first)
        {
            return [];
        }

        var taken = CollectionsMarshal.AsSpan(list)[first..].ToArray();
        CollectionsMarshal.SetCount(list, first);
        return taken;
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

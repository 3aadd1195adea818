using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

internal enum JsonKind
{
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

/// <summary>One key of an object with its value.</summary>
internal readonly record struct JsonMember(string Key, JsonValue Value);

/// <summary>
/// A JSON value as a schema text holds it: keys in source order, numbers in the form they are printed in. Of a key given
/// twice the last value stands, in the place of the first.
/// </summary>
internal sealed class JsonValue
{
    public static readonly JsonValue Null = new(JsonKind.Null, "null");
    public static readonly JsonValue True = new(JsonKind.Boolean, "true");
    public static readonly JsonValue False = new(JsonKind.Boolean, "false");

    /// <summary>Above this many keys an object is searched by hash.</summary>
    private const int IndexedFrom = 12;

    private readonly Dictionary<string, int>? _index;

    private JsonValue(JsonKind kind, string text) => (Kind, Text) = (kind, text);

    public JsonValue(ImmutableArray<JsonValue> items) => (Kind, Text, Items) = (JsonKind.Array, "", items);

    public JsonValue(List<JsonMember> members)
    {
        (Kind, Text) = (JsonKind.Object, "");
        if (members.Count > IndexedFrom)
        {
            (Members, _index) = Indexed(members);
            return;
        }

        DropRepeated(members);
        Members = [.. members];
    }

    public JsonKind Kind { get; }

    /// <summary>The content of a string; the printed form of a number, a truth value or null.</summary>
    public string Text { get; }

    public ImmutableArray<JsonValue> Items { get; } = [];

    public ImmutableArray<JsonMember> Members { get; } = [];

    /// <summary>Whether this is a number written without fraction and exponent.</summary>
    public bool IsInteger => Kind == JsonKind.Number && Text.AsSpan().IndexOfAny(".E\"") < 0;

    /// <summary>The value under a key; null when there is none, or when this is no object.</summary>
    public JsonValue? this[string key]
    {
        get
        {
            if (_index is not null)
            {
                return _index.TryGetValue(key, out var at) ? Members[at].Value : null;
            }

            foreach (var member in Members)
            {
                if (member.Key == key)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    public static JsonValue String(string text) => new(JsonKind.String, text);

    /// <param name="printed">The number as it is printed: exact when integral, else as Java prints a double.</param>
    public static JsonValue Number(string printed) => new(JsonKind.Number, printed);

    /// <summary>The content of the string under a key; null when there is no string.</summary>
    public string? TextOf(string key) => this[key] is { Kind: JsonKind.String } value ? value.Text : null;

    private static void DropRepeated(List<JsonMember> members)
    {
        for (var at = 1; at < members.Count; at++)
        {
            var earlier = members.FindIndex(0, at, member => member.Key == members[at].Key);
            if (earlier >= 0)
            {
                members[earlier] = members[at];
                members.RemoveAt(at--);
            }
        }
    }

    private static (ImmutableArray<JsonMember> Members, Dictionary<string, int> Index) Indexed(List<JsonMember> members)
    {
        var index = new Dictionary<string, int>(members.Count, StringComparer.Ordinal);
        var kept = ImmutableArray.CreateBuilder<JsonMember>(members.Count);
        foreach (var member in members)
        {
            if (index.TryAdd(member.Key, kept.Count))
            {
                kept.Add(member);
                continue;
            }

            kept[index[member.Key]] = member;
        }

        return (kept.ToImmutable(), index);
    }
}

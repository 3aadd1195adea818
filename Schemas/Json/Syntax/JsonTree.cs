namespace SchemaRegistry.Schemas.Json.Syntax;

/// <summary>
/// A JSON value as it was written: members in source order, numbers digit by digit. Immutable; identity is the place in
/// the text, so that scopes and model nodes can be keyed by it.
/// </summary>
internal sealed class JsonTree
{
    private const int LinearLookupLimit = 8;

    private readonly Dictionary<string, int>? _index;
    private int _fingerprint;

    private JsonTree(JsonKind kind, string text = "", JsonTree[]? items = null, KeyValuePair<string, JsonTree>[]? members = null)
    {
        Kind = kind;
        Text = text;
        Items = items ?? [];
        Members = members ?? [];
        if (Members.Length > LinearLookupLimit)
        {
            _index = new Dictionary<string, int>(Members.Length, StringComparer.Ordinal);
            for (var i = 0; i < Members.Length; i++)
            {
                _index.Add(Members[i].Key, i);
            }
        }
    }

    public JsonKind Kind { get; }

    /// <summary>The characters of a string, or the number as it is printed.</summary>
    public string Text { get; }

    public JsonTree[] Items { get; }

    /// <summary>The members of an object; names are unique.</summary>
    public KeyValuePair<string, JsonTree>[] Members { get; }

    public bool IsBoolean => Kind is JsonKind.True or JsonKind.False;

    /// <summary>Whether this may stand where a schema is expected, in some draft.</summary>
    public bool IsSchema => Kind == JsonKind.Object || IsBoolean;

    /// <summary>Equal values have equal fingerprints; the order of members and the spelling of numbers do not count.</summary>
    public int Fingerprint
    {
        get
        {
            // Zero means "not known yet". Threads may race here; they all write the same.
            if (_fingerprint == 0)
            {
                _fingerprint = JsonEquality.Fingerprint(this) is not 0 and var computed ? computed : 1;
            }

            return _fingerprint;
        }
    }

    public static JsonTree Of(JsonKind kind) => new(kind);

    public static JsonTree OfString(string text) => new(JsonKind.String, text);

    public static JsonTree OfNumber(string text) => new(JsonKind.Number, text);

    public static JsonTree OfItems(JsonTree[] items) => new(JsonKind.Array, items: items);

    public static JsonTree OfMembers(KeyValuePair<string, JsonTree>[] members) => new(JsonKind.Object, members: members);

    /// <summary>The member of that name, or null.</summary>
    public JsonTree? this[string name]
    {
        get
        {
            if (_index is not null)
            {
                return _index.TryGetValue(name, out var at) ? Members[at].Value : null;
            }

            foreach (var (key, value) in Members)
            {
                if (key == name)
                {
                    return value;
                }
            }

            return null;
        }
    }

    public bool Has(string name) => this[name] is not null;

    /// <summary>The member of that name if it is of that kind, else null.</summary>
    public JsonTree? Find(string name, JsonKind kind) => this[name] is { } value && value.Kind == kind ? value : null;

    /// <summary>The number of that name, or null.</summary>
    public JsonNumber? Number(string name) =>
        Find(name, JsonKind.Number) is { } number ? JsonNumber.Parse(number.Text) : null;
}

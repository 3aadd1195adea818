using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>
/// A value of a request's body, read where it stands. No tree is made of it, for that would take many times its bytes from the process's
/// pool of arrays, which keeps what it has lent once.
/// </summary>
internal sealed class BodyValue
{
    private const byte Escape = (byte)'\\';
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1_000 };
    private readonly ReadOnlyMemory<byte> _json;
    private List<Member>? _members;

    private BodyValue(ReadOnlyMemory<byte> json, JsonValueKind kind) => (_json, Kind) = (json, kind);

    public JsonValueKind Kind { get; }

    /// <summary>Reads a body to its end.</summary>
    /// <exception cref="JsonException">It is not one JSON value.</exception>
    public static BodyValue Parse(ReadOnlyMemory<byte> body)
    {
        var reader = new Utf8JsonReader(body.Span, Options);
        reader.Read();
        var (start, kind) = ((int)reader.TokenStartIndex, KindOf(reader.TokenType));
        var members = kind == JsonValueKind.Object ? ReadMembers(ref reader, start) : null;
        reader.TrySkip();
        var end = (int)reader.BytesConsumed;
        reader.Read();
        return new BodyValue(body[start..end], kind) { _members = members };
    }

    /// <summary>The member of that name, the last one if there are several; null when there is none.</summary>
    public BodyValue? Find(string name)
    {
        var members = Indexed();
        for (var i = members.Count - 1; i >= 0; i--)
        {
            if (IsNamed(members[i], name))
            {
                return Value(members[i]);
            }
        }

        return null;
    }

    public IEnumerable<(string Name, BodyValue Value)> Members() => Indexed().Select(member => (Text(_json.Slice(member.Name, member.NameLength)), Value(member)));

    public IEnumerable<BodyValue> Items()
    {
        var at = 1;
        while (ReadItem(ref at) is { } item)
        {
            yield return item;
        }
    }

    /// <summary>A string's text.</summary>
    public string GetString() => Text(_json);

    /// <summary>As it stands in the body.</summary>
    public string GetRawText() => Encoding.UTF8.GetString(_json.Span);

    public bool TryGetInt32(out int value) => Utf8Parser.TryParse(_json.Span, out value, out var read) && read == _json.Length;

    private static JsonValueKind KindOf(JsonTokenType token) => token switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    // From the start of an object to its end. Places are told from the start of the object.
    private static List<Member> ReadMembers(ref Utf8JsonReader reader, int start)
    {
        var members = new List<Member>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (name, nameLength) = ((int)reader.TokenStartIndex - start, reader.ValueSpan.Length + 2);
            reader.Read();
            var (value, kind) = ((int)reader.TokenStartIndex - start, KindOf(reader.TokenType));
            reader.TrySkip();
            members.Add(new Member(name, nameLength, value, (int)reader.BytesConsumed - start - value, kind));
        }

        return members;
    }

    private static string Text(ReadOnlyMemory<byte> quoted)
    {
        var text = quoted.Span[1..^1];
        if (!text.Contains(Escape))
        {
            return Encoding.UTF8.GetString(text);
        }

        var reader = new Utf8JsonReader(quoted.Span);
        reader.Read();
        return reader.GetText();
    }

    private List<Member> Indexed()
    {
        if (_members is null)
        {
            var reader = new Utf8JsonReader(_json.Span, Options);
            reader.Read();
            _members = ReadMembers(ref reader, 0);
        }

        return _members;
    }

    private bool IsNamed(Member member, string name)
    {
        var quoted = _json.Slice(member.Name, member.NameLength);
        return quoted.Span.Contains(Escape) || !Ascii.IsValid(quoted.Span) ? Text(quoted) == name : Ascii.Equals(quoted.Span[1..^1], name);
    }

    private BodyValue Value(Member member) => new(_json.Slice(member.Value, member.ValueLength), member.Kind);

    // The item after a comma or the opening bracket; null after the last one.
    private BodyValue? ReadItem(ref int at)
    {
        var rest = _json.Span[at..];
        var gap = rest.IndexOfAnyExcept(" \t\r\n,"u8);
        if (rest[gap] == ']')
        {
            return null;
        }

        at += gap;
        var reader = new Utf8JsonReader(rest[gap..], isFinalBlock: false, new JsonReaderState(Options));
        reader.Read();
        var kind = KindOf(reader.TokenType);
        reader.TrySkip();
        var item = new BodyValue(_json.Slice(at, (int)reader.BytesConsumed), kind);
        at += (int)reader.BytesConsumed;
        return item;
    }

    private readonly record struct Member(int Name, int NameLength, int Value, int ValueLength, JsonValueKind Kind);
}

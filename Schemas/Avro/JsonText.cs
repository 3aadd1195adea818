using System.Buffers;
using System.Text;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Writes JSON without white space as Jackson does by default: only quotes, backslashes and control characters are
/// escaped.
/// </summary>
internal sealed class JsonText
{
    private const string Controls = "\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F"
        + "\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F";

    private static readonly SearchValues<char> Escaped = SearchValues.Create("\"\\" + Controls);

    private readonly StringBuilder _text = new();
    private bool _needsComma;

    /// <summary>Brackets and braces open at the moment.</summary>
    public int Depth { get; private set; }

    /// <summary>The most that were open at once.</summary>
    public int Deepest { get; private set; }

    public void Open(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _needsComma = false;
        Deepest = Math.Max(Deepest, ++Depth);
    }

    public void Close(char bracket)
    {
        _text.Append(bracket);
        _needsComma = true;
        Depth--;
    }

    public void Key(string key)
    {
        String(key);
        _text.Append(':');
        _needsComma = false;
    }

    public void String(string value)
    {
        Separate();
        _text.Append('"');
        Escape(value);
        _text.Append('"');
        _needsComma = true;
    }

    /// <summary>Writes text that is JSON already.</summary>
    public void Raw(string json)
    {
        Separate();
        _text.Append(json);
        _needsComma = true;
    }

    public override string ToString() => _text.ToString();

    private void Separate()
    {
        if (_needsComma)
        {
            _text.Append(',');
        }
    }

    private void Escape(ReadOnlySpan<char> rest)
    {
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            _text.Append(rest[..at]);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }

        _text.Append(rest);
    }

    private void Escape(char character)
    {
        _text.Append('\\');
        switch (character)
        {
            case '"' or '\\':
                _text.Append(character);
                break;
            case '\b':
                _text.Append('b');
                break;
            case '\t':
                _text.Append('t');
                break;
            case '\n':
                _text.Append('n');
                break;
            case '\f':
                _text.Append('f');
                break;
            case '\r':
                _text.Append('r');
                break;
            default:
                _text.Append("u00").Append(((int)character).ToString("X2", null));
                break;
        }
    }
}

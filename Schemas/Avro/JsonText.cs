using System.Buffers;

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

    private char[] _text = new char[512];
    private int _length;
    private bool _needsComma;

    /// <summary>Brackets and braces open at the moment.</summary>
    public int Depth { get; private set; }

    /// <summary>The most that were open at once.</summary>
    public int Deepest { get; private set; }

    public void Open(char bracket)
    {
        Separate();
        Append(bracket);
        _needsComma = false;
        Deepest = Math.Max(Deepest, ++Depth);
    }

    public void Close(char bracket)
    {
        Append(bracket);
        _needsComma = true;
        Depth--;
    }

    public void Key(string key)
    {
        String(key);
        Append(':');
        _needsComma = false;
    }

    public void String(string value)
    {
        Separate();
        Append('"');
        Escape(value);
        Append('"');
        _needsComma = true;
    }

    /// <summary>Writes text that is JSON already.</summary>
    public void Raw(string json)
    {
        Separate();
        Append(json);
        _needsComma = true;
    }

    public override string ToString() => new(_text, 0, _length);

    private void Separate()
    {
        if (_needsComma)
        {
            Append(',');
        }
    }

    private void Escape(ReadOnlySpan<char> rest)
    {
        while (rest.IndexOfAny(Escaped) is var at and >= 0)
        {
            Append(rest[..at]);
            Escape(rest[at]);
            rest = rest[(at + 1)..];
        }

        Append(rest);
    }

    private void Escape(char character)
    {
        var letter = character switch
        {
            '\b' => 'b',
            '\t' => 't',
            '\n' => 'n',
            '\f' => 'f',
            '\r' => 'r',
            < ' ' => 'u',
            _ => character,
        };
        Append('\\');
        Append(letter);
        if (letter == 'u')
        {
            Append("00");
            Append(Hex(character >> 4));
            Append(Hex(character & 0xF));
        }
    }

    private static char Hex(int digit) => "0123456789ABCDEF"[digit];

    private void Append(char character)
    {
        if (_length == _text.Length)
        {
            Grow(1);
        }

        _text[_length++] = character;
    }

    private void Append(ReadOnlySpan<char> text)
    {
        if (_text.Length - _length < text.Length)
        {
            Grow(text.Length);
        }

        text.CopyTo(_text.AsSpan(_length));
        _length += text.Length;
    }

    private void Grow(int needed) => Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + needed));
}

using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>
/// Cuts a source into tokens, dropping white space and comments. The first error ends the stream: from then on there is
/// only <see cref="TokenKind.End"/>, so that no caller can loop on bad input.
/// </summary>
internal sealed class Lexer(string text)
{
    private int _at = text.StartsWith('\uFEFF') ? 1 : 0;
    private int _line = 1;
    private int _lineStart;

    public SchemaError? Error { get; private set; }

    public string Text => text;

    public void Fail(string message, Position position) => Error ??= new SchemaError(message, position.ToString());

    public Token Next()
    {
        SkipBlanks();
        var position = Here();
        if (Error is not null || _at >= text.Length)
        {
            return new Token(TokenKind.End, text.Length, 0, position);
        }

        var start = _at;
        var kind = Scan(text[_at], position);
        return Error is null
            ? new Token(kind, start, _at - start, position)
            : new Token(TokenKind.End, text.Length, 0, position);
    }

    private Position Here() => new(_line, _at - _lineStart + 1);

    private char Ahead(int offset) => _at + offset < text.Length ? text[_at + offset] : '\0';

    private TokenKind Scan(char first, Position position)
    {
        if (IsLetter(first))
        {
            SkipWord();
            return TokenKind.Word;
        }

        if (char.IsAsciiDigit(first) || (first == '.' && char.IsAsciiDigit(Ahead(1))))
        {
            return ScanNumber(position);
        }

        if (first is '"' or '\'')
        {
            SkipString(first, position);
            return TokenKind.String;
        }

        if (first < ' ' || first > '~')
        {
            Fail($"unexpected character U+{(int)first:X4}", position);
        }

        _at++;
        return TokenKind.Symbol;
    }

    private TokenKind ScanNumber(Position position)
    {
        var kind = TokenKind.Integer;
        if (text[_at] == '0' && Ahead(1) is 'x' or 'X')
        {
            _at += 2;
            var digits = _at;
            while (_at < text.Length && char.IsAsciiHexDigit(text[_at]))
            {
                _at++;
            }

            if (_at == digits)
            {
                Fail("\"0x\" must be followed by hex digits", position);
            }
        }
        else
        {
            SkipDigits();
            if (Ahead(0) == '.')
            {
                kind = TokenKind.Float;
                _at++;
                SkipDigits();
            }

            if (Ahead(0) is 'e' or 'E')
            {
                kind = TokenKind.Float;
                _at += Ahead(1) is '+' or '-' ? 2 : 1;
                if (!char.IsAsciiDigit(Ahead(0)))
                {
                    Fail("\"e\" must be followed by an exponent", position);
                }

                SkipDigits();
            }
        }

        if (IsLetter(Ahead(0)))
        {
            Fail("need space between number and identifier", position);
        }

        return kind;
    }

    private void SkipDigits()
    {
        while (_at < text.Length && char.IsAsciiDigit(text[_at]))
        {
            _at++;
        }
    }

    private void SkipWord()
    {
        while (_at < text.Length && (IsLetter(text[_at]) || char.IsAsciiDigit(text[_at])))
        {
            _at++;
        }
    }

    private void SkipString(char quote, Position position)
    {
        for (_at++; _at < text.Length && text[_at] != '\n' && text[_at] != '\0'; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                return;
            }

            if (text[_at] == '\\' && Ahead(1) is not ('\n' or '\0'))
            {
                _at++;
            }
        }

        Fail("unterminated string", position);
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            var current = text[_at];
            if (current == '\n')
            {
                _at++;
                NewLine();
            }
            else if (current is ' ' or '\t' or '\r' or '\v' or '\f')
            {
                _at++;
            }
            else if (current == '/' && Ahead(1) == '/')
            {
                var end = text.IndexOf('\n', _at);
                _at = end < 0 ? text.Length : end;
            }
            else if (current == '/' && Ahead(1) == '*')
            {
                SkipBlockComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipBlockComment()
    {
        var opened = Here();
        var end = text.IndexOf("*/", _at + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            Fail("unterminated comment", opened);
            _at = text.Length;
            return;
        }

        for (; _at < end; _at++)
        {
            if (text[_at] == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
        }

        _at = end + 2;
    }

    private void NewLine()
    {
        _line++;
        _lineStart = _at;
    }

    private static bool IsLetter(char c) => char.IsAsciiLetter(c) || c == '_';
}

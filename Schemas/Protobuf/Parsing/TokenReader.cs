using System.Globalization;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>
/// Reads tokens with one of lookahead and the small grammar pieces that all statements share. After an error every question
/// is answered with "no" or an empty value and the source appears to be at its end.
/// </summary>
internal sealed class TokenReader
{
    /// <summary>The longest name, and the longest path of nested names: in full form each use repeats it.</summary>
    public const int MaxNameLength = 4_096;

    // The budget pays for the indentation of deep statements too, which bounds the size of the printed text.
    private const int LevelsPerUnit = 4;

    private readonly Lexer _lexer;
    private readonly int _maxDepth;
    private Token _current;
    private Token? _following;
    private int _depth;
    private int _budget;

    public TokenReader(string text, ParseOptions options)
    {
        _lexer = new Lexer(text);
        _maxDepth = options.MaxDepth;
        _budget = options.WorkBudget;
        _current = _lexer.Next();
    }

    public SchemaError? Error => _lexer.Error;

    public int MaxDepth => _maxDepth;

    public Position Position => _current.Position;

    public bool AtEnd => _current.Kind == TokenKind.End;

    public TokenKind Kind => _current.Kind;

    private ReadOnlySpan<char> Current => _lexer.Text.AsSpan(_current.Start, _current.Length);

    public void Fail(string message, Position? position = null)
    {
        _lexer.Fail(message, position ?? Position);
        _current = new Token(TokenKind.End, _lexer.Text.Length, 0, Position);
        _following = null;
    }

    public bool Is(char symbol) => _current.Kind == TokenKind.Symbol && _lexer.Text[_current.Start] == symbol;

    public bool Is(string word) => _current.Kind == TokenKind.Word && Current.SequenceEqual(word);

    /// <summary>Whether the token after this one is the symbol.</summary>
    public bool IsFollowedBy(char symbol) =>
        Following.Kind == TokenKind.Symbol && _lexer.Text[Following.Start] == symbol;

    public bool IsFollowedByWord() => Following.Kind == TokenKind.Word;

    public bool Take(char symbol)
    {
        if (!Is(symbol))
        {
            return false;
        }

        Advance();
        return true;
    }

    public bool Take(string word)
    {
        if (!Is(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    public void Expect(char symbol)
    {
        if (!Take(symbol))
        {
            Fail($"expected '{symbol}' but found {Found()}");
        }
    }

    public void Expect(string word)
    {
        if (!Take(word))
        {
            Fail($"expected \"{word}\" but found {Found()}");
        }
    }

    /// <summary>Takes an opening symbol and goes one level down, charging for the statements inside.</summary>
    public void Open(char symbol)
    {
        Expect(symbol);
        if (++_depth > _maxDepth)
        {
            Fail($"nested more than {_maxDepth} levels deep");
        }
    }

    /// <summary>True, and one level up, when the closing symbol or the end is reached.</summary>
    public bool Close(char symbol)
    {
        Charge();
        if (!AtEnd && !Is(symbol))
        {
            return false;
        }

        Expect(symbol);
        _depth--;
        return true;
    }

    public string Word(string what)
    {
        if (_current.Kind != TokenKind.Word)
        {
            Fail($"expected {what} but found {Found()}");
            return "";
        }

        if (_current.Length > MaxNameLength)
        {
            Fail($"a name is longer than {MaxNameLength} characters");
            return "";
        }

        var word = Current.ToString();
        Advance();
        return word;
    }

    /// <summary>A name with dots, and with a leading one if allowed.</summary>
    public string DottedName(string what, bool leadingDot = true)
    {
        var name = leadingDot && Take('.') ? "." + Word(what) : Word(what);
        if (!Is('.'))
        {
            return name;
        }

        var parts = new List<string> { name };
        while (Take('.'))
        {
            parts.Add(Word(what));
            if (parts.Count > _maxDepth)
            {
                Fail($"a name has more than {_maxDepth} parts");
            }
        }

        return string.Join('.', parts);
    }

    /// <summary>The number as written, with its sign.</summary>
    public string Number()
    {
        var sign = Take('-') ? "-" : "";
        if (_current.Kind is not (TokenKind.Integer or TokenKind.Float))
        {
            Fail($"expected a number but found {Found()}");
            return "0";
        }

        var number = sign + Current.ToString();
        Advance();
        return number;
    }

    /// <summary>A 32-bit integer in any radix.</summary>
    public int Integer(bool allowNegative = false)
    {
        var position = Position;
        var negative = allowNegative && Take('-');
        if (_current.Kind != TokenKind.Integer)
        {
            Fail($"expected an integer but found {Found()}");
            return 0;
        }

        var limit = negative ? 1UL + int.MaxValue : int.MaxValue;
        if (!NumberText.TryParseUnsigned(Current, out var value) || value > limit)
        {
            Fail("integer out of range", position);
            return 0;
        }

        Advance();
        return (int)(negative ? -(long)value : (long)value);
    }

    /// <summary>One or more adjacent literals, joined.</summary>
    public string String()
    {
        if (_current.Kind != TokenKind.String)
        {
            Fail($"expected a string but found {Found()}");
            return "";
        }

        var isPlain = Following.Kind != TokenKind.String && Current.IndexOf('\\') < 0 && !Current.ContainsAnyInRange('\uD800', '\uDFFF');
        if (isPlain)
        {
            var text = Current[1..^1].ToString();
            Advance();
            return text;
        }

        var bytes = new List<byte>();
        while (_current.Kind == TokenKind.String)
        {
            if (StringLiteral.Decode(Current, bytes) is { } error)
            {
                Fail(error);
                return "";
            }

            Advance();
        }

        return StringLiteral.ToText(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    /// <summary>Spends a unit, and more the deeper the statement will be printed.</summary>
    public void Charge(int furtherLevels = 0)
    {
        _budget -= 1 + ((_depth + furtherLevels) / LevelsPerUnit);
        if (_budget < 0)
        {
            Fail("the schema is too large: its work budget is used up");
        }
    }

    public string Found() => _current.Kind == TokenKind.End
        ? "the end of the text"
        : string.Create(CultureInfo.InvariantCulture, $"'{(Current.Length > 40 ? Current[..40] : Current)}'");

    private Token Following => _following ??= _lexer.Error is null ? _lexer.Next() : new Token(TokenKind.End, 0, 0, Position);

    private void Advance()
    {
        _current = _following ?? _lexer.Next();
        _following = null;
    }
}

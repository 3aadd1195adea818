using System.Text;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>
/// Text in lines, each beginning with two spaces per level. Blank lines get them too: that is the layout of reference 10.3.
/// </summary>
/// <param name="most">How long it may get, in characters; what makes it longer is the last that is written.</param>
internal sealed class IndentedText(int most = int.MaxValue)
{
    private readonly StringBuilder _text = new();
    private bool _atLineStart = true;

    public int Level { get; set; }

    public IndentedText Append(string part)
    {
        if (StartPart())
        {
            _text.Append(part);
        }

        return this;
    }

    public IndentedText Append(char part)
    {
        if (StartPart())
        {
            _text.Append(part);
        }

        return this;
    }

    public IndentedText Append(int number)
    {
        if (StartPart())
        {
            _text.Append(number);
        }

        return this;
    }

    public void EndLine()
    {
        Append('\n');
        _atLineStart = true;
    }

    public override string ToString() => _text.ToString();

    /// <summary>False when the text is too long already.</summary>
    private bool StartPart()
    {
        if (_text.Length > most)
        {
            return false;
        }

        if (_atLineStart)
        {
            _text.Append(' ', Level * 2);
            _atLineStart = false;
        }

        return true;
    }
}

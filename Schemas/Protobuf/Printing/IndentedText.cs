using System.Text;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>
/// Text in lines, each beginning with two spaces per level. Blank lines get them too: that is the layout of reference 10.3.
/// </summary>
internal sealed class IndentedText
{
    private readonly StringBuilder _text = new();
    private bool _atLineStart = true;

    public int Level { get; set; }

    public IndentedText Append(string part)
    {
        StartLine();
        _text.Append(part);
        return this;
    }

    public IndentedText Append(char part)
    {
        StartLine();
        _text.Append(part);
        return this;
    }

    public IndentedText Append(int number)
    {
        StartLine();
        _text.Append(number);
        return this;
    }

    public void EndLine()
    {
        StartLine();
        _text.Append('\n');
        _atLineStart = true;
    }

    public override string ToString() => _text.ToString();

    private void StartLine()
    {
        if (_atLineStart)
        {
            _text.Append(' ', Level * 2);
            _atLineStart = false;
        }
    }
}

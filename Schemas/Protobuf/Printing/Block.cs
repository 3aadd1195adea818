namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>
/// A block in braces. Its first section follows the header directly, each later one is preceded by a blank line, and
/// without any it is <c>{}</c> on one line (reference 10.3).
/// </summary>
internal readonly ref struct Block
{
    private readonly IndentedText _text;

    private Block(IndentedText text) => _text = text;

    /// <summary>Opens the block behind its header.</summary>
    public static Block Open(IndentedText text)
    {
        text.Append(" {");
        return new Block(text);
    }

    public void BeginSection()
    {
        _text.EndLine();
        _text.Level++;
    }

    public void EndSection() => _text.Level--;

    public void Close(string after = "")
    {
        _text.Append('}').Append(after);
        _text.EndLine();
    }
}

using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>An enum: all in one section.</summary>
internal static class EnumPrinter
{
    public static void Print(EnumNode node, IndentedText text)
    {
        text.Append("enum ").Append(node.Name);
        var block = Block.Open(text);
        if (!node.Reserved.IsEmpty || !node.Options.IsEmpty || !node.Constants.IsEmpty)
        {
            block.BeginSection();
            RangePrinter.Print(node.Reserved, int.MaxValue, text);
            OptionPrinter.PrintStatements(node.Options, text);
            foreach (var constant in node.Constants)
            {
                text.Append(constant.Name).Append(" = ").Append(constant.Number);
                OptionPrinter.PrintList(constant.Options, text);
                text.Append(';').EndLine();
            }

            block.EndSection();
        }

        block.Close();
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>Options and their values.</summary>
internal static class OptionPrinter
{
    public static void PrintStatements(ImmutableArray<OptionNode> options, IndentedText text)
    {
        foreach (var option in options)
        {
            text.Append("option ");
            Print(option, text);
            text.Append(';').EndLine();
        }
    }

    /// <summary>Options in brackets: one stays on the line, more take a line each.</summary>
    public static void PrintList(ImmutableArray<OptionNode> options, IndentedText text)
    {
        if (options.IsEmpty)
        {
            return;
        }

        text.Append(" [");
        if (options.Length == 1)
        {
            Print(options[0], text);
        }
        else
        {
            PrintLines(options, Print, text);
        }

        text.Append(']');
    }

    /// <summary>The path in front of the equals sign.</summary>
    public static string NameOf(OptionNode option) =>
        option.Name.Length == 1 ? option.Name[0].ToString() : string.Join('.', option.Name);

    /// <summary>A value by itself.</summary>
    public static string Print(OptionValue value)
    {
        var text = new IndentedText();
        Print(value, text);
        return text.ToString();
    }

    private static void Print(OptionNode option, IndentedText text)
    {
        text.Append(NameOf(option)).Append(" = ");
        Print(option.Value, text);
    }

    private static void Print(OptionValue value, IndentedText text)
    {
        switch (value)
        {
            case StringValue literal:
                text.Append(Quoted.Text(literal.Text));
                break;
            case NumberValue number:
                text.Append(number.Text);
                break;
            case NameValue name:
                text.Append(name.Text);
                break;
            case MapValue map:
                text.Append('{');
                PrintLines(map.Entries, Print, text);
                text.Append('}');
                break;
            case ListValue list:
                text.Append('[');
                PrintLines(list.Items, Print, text);
                text.Append(']');
                break;
        }
    }

    private static void Print(MapValueEntry entry, IndentedText text)
    {
        text.Append(entry.Key).Append(": ");
        Print(entry.Value, text);
    }

    private static void PrintLines<T>(ImmutableArray<T> items, Action<T, IndentedText> print, IndentedText text)
    {
        text.EndLine();
        text.Level++;
        for (var i = 0; i < items.Length; i++)
        {
            print(items[i], text);
            if (i < items.Length - 1)
            {
                text.Append(',');
            }

            text.EndLine();
        }

        text.Level--;
    }
}

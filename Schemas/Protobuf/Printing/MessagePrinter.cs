using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Printing;

/// <summary>Messages with all they hold.</summary>
internal static class MessagePrinter
{
    public static void PrintTypes(ImmutableArray<MessageNode> messages, ImmutableArray<EnumNode> enums, IndentedText text)
    {
        foreach (var message in messages)
        {
            text.Append("message ").Append(message.Name);
            PrintBody(message, text);
        }

        foreach (var node in enums)
        {
            EnumPrinter.Print(node, text);
        }
    }

    public static void PrintExtends(ImmutableArray<ExtendNode> extends, IndentedText text)
    {
        foreach (var extend in extends)
        {
            text.Append("extend ").Append(extend.Target);
            var block = Block.Open(text);
            PrintFields(extend.Fields, text, block);
            PrintFields(extend.Groups, text, block);
            block.Close();
        }
    }

    /// <summary>The braces of a message or group and all between them.</summary>
    public static void PrintBody(MessageNode message, IndentedText text)
    {
        var block = Block.Open(text);
        if (!message.Reserved.IsEmpty)
        {
            block.BeginSection();
            RangePrinter.Print(message.Reserved, ReservedEntry.MaxTag, text);
            block.EndSection();
        }

        if (!message.Options.IsEmpty)
        {
            block.BeginSection();
            OptionPrinter.PrintStatements(message.Options, text);
            block.EndSection();
        }

        PrintFields(message.Fields, text, block);
        PrintOneOfs(message.OneOfs, text, block);
        PrintFields(message.Groups, text, block);
        if (!message.Extensions.IsEmpty)
        {
            block.BeginSection();
            RangePrinter.Print(message.Extensions, text);
            block.EndSection();
        }

        if (!message.Extends.IsEmpty)
        {
            block.BeginSection();
            PrintExtends(message.Extends, text);
            block.EndSection();
        }

        if (!message.Messages.IsEmpty || !message.Enums.IsEmpty)
        {
            block.BeginSection();
            PrintTypes(message.Messages, message.Enums, text);
            block.EndSection();
        }

        block.Close();
    }

    private static void PrintOneOfs(ImmutableArray<OneOfNode> oneOfs, IndentedText text, Block message)
    {
        if (oneOfs.IsEmpty)
        {
            return;
        }

        message.BeginSection();
        foreach (var oneOf in oneOfs)
        {
            text.Append("oneof ").Append(oneOf.Name);
            var block = Block.Open(text);
            if (!oneOf.Options.IsEmpty)
            {
                block.BeginSection();
                OptionPrinter.PrintStatements(oneOf.Options, text);
                block.EndSection();
            }

            PrintFields(oneOf.Fields, text, block);
            PrintFields(oneOf.Groups, text, block);
            block.Close();
        }

        message.EndSection();
    }

    private static void PrintFields(ImmutableArray<FieldNode> fields, IndentedText text, Block block)
    {
        if (fields.IsEmpty)
        {
            return;
        }

        block.BeginSection();
        foreach (var field in fields)
        {
            FieldPrinter.Print(field, text);
        }

        block.EndSection();
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

/// <summary>Messages, oneofs and extend blocks.</summary>
internal sealed class MessageParser(TokenReader tokens, OptionParser options, bool isProto3)
{
    private int _pathLength;

    /// <summary>What follows the word <c>message</c>.</summary>
    public MessageNode Message(Position position)
    {
        var name = tokens.Word("a message name");
        return Body(name, position);
    }

    /// <summary>What follows the word <c>extend</c>.</summary>
    public ExtendNode Extend(Position position)
    {
        var target = tokens.DottedName("a message name");
        var fields = new FieldLists();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            fields.Add(Field());
        }

        return new ExtendNode(target, position) { Fields = fields.Fields, Groups = fields.Groups };
    }

    /// <summary>The braces of a message or group and all between them.</summary>
    public MessageNode Body(string name, Position position)
    {
        _pathLength += name.Length + 1;
        if (_pathLength > TokenReader.MaxNameLength)
        {
            tokens.Fail($"the names around it make \"{name[..Math.Min(name.Length, 40)]}\" longer than {TokenReader.MaxNameLength} characters", position);
        }

        var builder = new MessageBuilder();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            Statement(builder);
        }

        _pathLength -= name.Length + 1;
        return builder.Build(name, position);
    }

    private FieldNode Field() => new FieldParser(tokens, options, this, isProto3).Field();

    private void Statement(MessageBuilder message)
    {
        var position = tokens.Position;
        if (tokens.Take(';'))
        {
            return;
        }

        if (!TakeDeclaration(message, position))
        {
            message.Fields.Add(Field());
        }
    }

    private bool TakeDeclaration(MessageBuilder message, Position position)
    {
        if (tokens.Take("message"))
        {
            message.Messages.Add(Message(position));
        }
        else if (tokens.Take("enum"))
        {
            message.Enums.Add(new EnumParser(tokens, options).Enum(position));
        }
        else if (tokens.Take("oneof"))
        {
            message.OneOfs.Add(OneOf(position));
        }
        else if (tokens.Take("option"))
        {
            message.Options.Add(options.Statement());
        }
        else if (tokens.Take("reserved"))
        {
            message.Reserved.Add(new RangeParser(tokens, options).Reserved(position, ReservedEntry.MaxTag));
        }
        else if (tokens.Take("extensions"))
        {
            message.Extensions.Add(new RangeParser(tokens, options).Extensions(position));
        }
        else if (tokens.Take("extend"))
        {
            message.Extends.Add(Extend(position));
        }
        else
        {
            return false;
        }

        return true;
    }

    private OneOfNode OneOf(Position position)
    {
        var name = tokens.Word("a oneof name");
        var ownOptions = ImmutableArray.CreateBuilder<OptionNode>();
        var fields = new FieldLists();
        tokens.Open('{');
        while (!tokens.Close('}'))
        {
            if (tokens.Take("option"))
            {
                ownOptions.Add(options.Statement());
                continue;
            }

            fields.Add(new FieldParser(tokens, options, this, isProto3).OneOfMember() with { InOneOf = true });
        }

        return new OneOfNode(name, position) { Options = ownOptions.DrainToImmutable(), Fields = fields.Fields, Groups = fields.Groups };
    }
}

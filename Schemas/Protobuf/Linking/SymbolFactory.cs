using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>Makes the symbols of one file: its types, services and extensions.</summary>
internal static class SymbolFactory
{
    public static ImmutableArray<Symbol> TopLevel(LinkedFile file)
    {
        var top = ImmutableArray.CreateBuilder<Symbol>();
        Add(file.Source.Messages, file.Source.Enums, file.Source.Extends, null, file, top.Add);
        foreach (var service in file.Source.Services)
        {
            top.Add(new Symbol(service.Name, SymbolKind.Service, null, file));
        }

        return top.DrainToImmutable();
    }

    private static void Add(
        ImmutableArray<MessageNode> messages,
        ImmutableArray<EnumNode> enums,
        ImmutableArray<ExtendNode> extends,
        Symbol? parent,
        LinkedFile file,
        Action<Symbol> add)
    {
        foreach (var message in messages)
        {
            add(OfMessage(message, parent, file));
        }

        foreach (var node in enums)
        {
            add(new Symbol(node.Name, SymbolKind.Enum, parent, file) { Enum = node });
        }

        foreach (var extend in extends)
        {
            foreach (var field in extend.Members())
            {
                add(new Symbol(field.FieldName, SymbolKind.Extension, parent, file) { Extension = field, Target = extend.Target });
                AddGroup(field, parent, file, add);
            }
        }
    }

    private static Symbol OfMessage(MessageNode message, Symbol? parent, LinkedFile file)
    {
        var symbol = new Symbol(message.Name, SymbolKind.Message, parent, file) { Message = message };
        Add(message.Messages, message.Enums, message.Extends, symbol, file, member => symbol.AddMember(member));
        foreach (var field in message.AllFields())
        {
            AddGroup(field, symbol, file, member => symbol.AddMember(member));
        }

        return symbol;
    }

    // A group is a field and a message beside it.
    private static void AddGroup(FieldNode field, Symbol? parent, LinkedFile file, Action<Symbol> add)
    {
        if (field.Group is not null)
        {
            add(OfMessage(field.Group, parent, file));
        }
    }
}

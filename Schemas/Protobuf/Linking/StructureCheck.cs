using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>What is asked of every new schema: names and tags that occur once, and types that exist.</summary>
internal sealed class StructureCheck : Checks
{
    private StructureCheck(LinkedFile file)
        : base(file)
    {
    }

    public static SchemaError? Check(LinkedFile file)
    {
        var check = new StructureCheck(file);
        check.Walk();
        return check.Error;
    }

    private void Walk()
    {
        var names = new NameScope(Fail);
        Types(File.Source.Messages, File.Source.Enums, File.Source.Extends, null, names);
        foreach (var service in File.Source.Services)
        {
            names.Add(service.Name, service.Position);
            Service(service);
        }
    }

    private void Types(
        ImmutableArray<MessageNode> messages, ImmutableArray<EnumNode> enums, ImmutableArray<ExtendNode> extends, Symbol? scope, NameScope names)
    {
        foreach (var message in messages)
        {
            names.Add(message.Name, message.Position);
            Message(message, SymbolOf(message, scope));
        }

        foreach (var node in enums)
        {
            names.Add(node.Name, node.Position);
            Enum(node);
        }

        foreach (var extend in extends)
        {
            Extend(extend, scope, names);
        }
    }

    private Symbol? SymbolOf(MessageNode message, Symbol? scope) =>
        scope is null ? File.Names.FindOwn(message.Name) : scope.Find(message.Name);

    private void Message(MessageNode message, Symbol? scope)
    {
        var names = new NameScope(Fail);
        foreach (var field in message.AllFields())
        {
            Field(field, scope, names);
        }

        foreach (var oneOf in message.OneOfs)
        {
            names.Add(oneOf.Name, oneOf.Position);
        }

        TagCheck.Check(message, Fail);
        Types(message.Messages, message.Enums, message.Extends, scope, names);
    }

    private void Field(FieldNode field, Symbol? scope, NameScope names)
    {
        names.Add(field.FieldName, field.Position);
        if (field.Group is not null)
        {
            names.Add(field.Group.Name, field.Position);
            Message(field.Group, SymbolOf(field.Group, scope));
            return;
        }

        if (field.MapKey is not null && !(ScalarTypes.Find(field.MapKey) is { } key && ScalarTypes.CanBeMapKey(key)))
        {
            Fail($"\"{field.MapKey}\" cannot be the key type of a map", field.Position);
        }

        if (ScalarTypes.Find(field.Type) is null && File.Names.FindType(field.Type, scope) is null)
        {
            Fail($"the type \"{field.Type}\" of the field \"{field.Name}\" is not defined", field.Position);
        }
    }

    private void Extend(ExtendNode extend, Symbol? scope, NameScope names)
    {
        if (File.Names.FindType(extend.Target, scope) is not { Kind: SymbolKind.Message })
        {
            Fail($"the message \"{extend.Target}\" that is extended is not defined", extend.Position);
        }

        foreach (var field in extend.Members())
        {
            Field(field, scope, names);
            TagCheck.CheckNumber(field, Fail);
        }
    }

    // That constants live beside their enum and not inside it is left to the full check.
    private void Enum(EnumNode node)
    {
        var names = new NameScope(Fail);
        foreach (var constant in node.Constants)
        {
            names.Add(constant.Name, constant.Position);
        }

        TagCheck.Check(node, Fail);
    }

    private void Service(ServiceNode service)
    {
        var names = new NameScope(Fail);
        foreach (var rpc in service.Rpcs)
        {
            names.Add(rpc.Name, rpc.Position);
            RpcType(rpc.Request, rpc);
            RpcType(rpc.Response, rpc);
        }
    }

    private void RpcType(string type, RpcNode rpc)
    {
        if (File.Names.FindType(type, null) is not { Kind: SymbolKind.Message })
        {
            Fail($"the message \"{type}\" of the method \"{rpc.Name}\" is not defined", rpc.Position);
        }
    }
}

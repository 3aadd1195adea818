using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>A message inside another element, or the entry message behind a map field.</summary>
internal readonly record struct NestedType(Position Position, MessageNode? Message, FieldNode? MapField);

/// <summary>All messages inside one element in source order: declared ones, groups, entries of maps.</summary>
internal sealed class NestedTypes(Symbol? scope)
{
    private readonly List<NestedType> _types = [];

    public Symbol? Scope => scope;

    public static NestedTypes Of(Symbol? scope, MessageNode message)
    {
        var nested = new NestedTypes(scope);
        nested.AddMessages(message.Messages);
        foreach (var field in message.AllFields().Where(field => field.IsMap))
        {
            nested._types.Add(new NestedType(field.Position, null, field));
        }

        nested.AddGroups([.. message.AllFields().Where(field => field.IsGroup)]);
        foreach (var extend in message.Extends)
        {
            nested.AddGroups(extend.Groups);
        }

        return nested;
    }

    public void AddMessages(ImmutableArray<MessageNode> messages)
    {
        foreach (var message in messages)
        {
            _types.Add(new NestedType(message.Position, message, null));
        }
    }

    public void AddGroups(ImmutableArray<FieldNode> groups)
    {
        foreach (var field in groups)
        {
            _types.Add(new NestedType(field.Position, field.Group, null));
        }
    }

    public IEnumerable<NestedType> InOrder() => _types.OrderBy(type => type.Position);
}

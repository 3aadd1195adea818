using System.Collections.Immutable;
using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>
/// The messages and enums of one nesting level. The types of groups count as messages; the entries of spelled-out maps do not.
/// </summary>
internal sealed record TypeList(ImmutableArray<Scope> Messages, ImmutableArray<EnumNode> Enums)
{
    public static TypeList Of(LinkedFile file) => new(
        [.. file.Source.Messages
            .Where(message => !message.IsMapEntry())
            .Select(message => new Scope(file, file.Names.FindOwn(message.Name), message))],
        file.Source.Enums);

    public static TypeList Of(Scope scope) => new(
        [.. scope.Message.Messages
            .Where(message => !message.IsMapEntry())
            .Concat(scope.Message.AllFields().Select(field => field.Group).OfType<MessageNode>())
            .Select(scope.Nested)],
        scope.Message.Enums);
}

using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf;

/// <summary>
/// Finds and changes the tags in <c>(confluent.message_meta)</c> and <c>(confluent.field_meta)</c> (reference 6.6). Paths are
/// names within the file, without its package.
/// </summary>
internal static class ProtobufTags
{
    public static ImmutableArray<EntityTags> In(ProtoFile file)
    {
        var found = ImmutableArray.CreateBuilder<EntityTags>();
        Changed(file, (path, kind, tags) =>
        {
            if (!tags.IsEmpty)
            {
                found.Add(new EntityTags(path, kind, tags));
            }

            return tags;
        });
        return found.ToImmutable();
    }

    public static ProtoFile Changed(ProtoFile file, Func<string, EntityKind, ImmutableArray<string>, ImmutableArray<string>> change) =>
        file with { Messages = Messages(file.Messages, "", change) };

    private static ImmutableArray<MessageNode> Messages(
        ImmutableArray<MessageNode> messages,
        string scope,
        Func<string, EntityKind, ImmutableArray<string>, ImmutableArray<string>> change) =>
        [.. messages.Select(message => Message(message, scope, change))];

    private static MessageNode Message(
        MessageNode message, string scope, Func<string, EntityKind, ImmutableArray<string>, ImmutableArray<string>> change)
    {
        var path = scope + message.Name;
        return message with
        {
            Options = MetaOption.WithTags(
                message.Options, MetaOption.OfMessage, message.Position, tags => change(path, EntityKind.Record, tags)),
            Fields = Fields(message.Fields),
            OneOfs = [.. message.OneOfs.Select(oneOf => oneOf with { Fields = Fields(oneOf.Fields), Groups = Groups(oneOf.Groups) })],
            Groups = Groups(message.Groups),
            Messages = Messages(message.Messages, path + ".", change),
        };

        ImmutableArray<FieldNode> Fields(ImmutableArray<FieldNode> fields) =>
        [
            .. fields.Select(field => field with
            {
                Options = MetaOption.WithTags(
                    field.Options,
                    MetaOption.OfField,
                    field.Position,
                    tags => change($"{path}.{field.Name}", EntityKind.Field, tags)),
            }),
        ];

        // A group is a record by its name; what it holds are its fields.
        ImmutableArray<FieldNode> Groups(ImmutableArray<FieldNode> groups) =>
            [.. groups.Select(group => group with { Group = Message(group.Group!, path + ".", change) })];
    }
}

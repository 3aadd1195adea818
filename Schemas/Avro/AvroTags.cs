using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>Finds the tags that records and fields bear in a <c>confluent:tags</c> attribute (reference 6.6).</summary>
internal static class AvroTags
{
    public const string Attribute = "confluent:tags";

    /// <summary>In the order of the text. Walks with a stack of its own: references may add up to any depth.</summary>
    public static ImmutableArray<EntityTags> In(AvroType root)
    {
        var found = ImmutableArray.CreateBuilder<EntityTags>();
        var visited = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<Step>();
        pending.Push(new Step(root, null));
        while (pending.TryPop(out var step))
        {
            Add(found, step.Field);
            switch (step.Type)
            {
                case CollectionType collection:
                    pending.Push(new Step(collection.Items, null));
                    break;
                case UnionType union:
                    for (var i = union.Branches.Length - 1; i >= 0; i--)
                    {
                        pending.Push(new Step(union.Branches[i], null));
                    }

                    break;
                case RecordType record when visited.Add(record.Name.Full):
                    Add(found, Entity(record.Name.Full, EntityKind.Record, record.Props));
                    for (var i = record.Fields.Length - 1; i >= 0; i--)
                    {
                        var field = record.Fields[i];
                        pending.Push(new Step(field.Type, Entity(FieldPath(record.Name.Full, field.Name), EntityKind.Field, field.Props)));
                    }

                    break;
            }
        }

        return found.ToImmutable();
    }

    public static string FieldPath(string record, string field) => $"{record}.{field}";

    public static ImmutableArray<string> Of(JsonValue? attribute) =>
        attribute is { Kind: JsonKind.Array } list
            ? [.. list.Items.Where(item => item.Kind == JsonKind.String).Select(item => item.Text)]
            : [];

    private static EntityTags Entity(string path, EntityKind kind, ImmutableArray<JsonMember> props) =>
        new(path, kind, Of(props.FirstOrDefault(prop => prop.Key == Attribute).Value));

    private static void Add(ImmutableArray<EntityTags>.Builder found, EntityTags? entity)
    {
        if (entity is { Tags.IsEmpty: false })
        {
            found.Add(entity);
        }
    }

    private readonly record struct Step(AvroType Type, EntityTags? Field);
}

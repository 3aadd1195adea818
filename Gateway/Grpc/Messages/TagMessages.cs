using Google.Protobuf.Collections;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Tags inside a schema's text (reference 3.1, 4.3 and 6.6).</summary>
internal static class TagMessages
{
    public static Outcome<TagEdits> Read(RepeatedField<Wire.EntityTags> added, RepeatedField<Wire.EntityTags> removed, bool propagate)
    {
        foreach (var entity in added.Concat(removed))
        {
            if (entity.Path.Length == 0)
            {
                return GrpcErrors.Missing("path");
            }

            if (!Enum.IsDefined(entity.Kind))
            {
                return GrpcErrors.Invalid($"{(int)entity.Kind} is no EntityKind");
            }
        }

        return new TagEdits([.. added.Select(Read)], [.. removed.Select(Read)], propagate);
    }

    /// <summary>The entities of a schema that have one of the tags; none when none are asked for.</summary>
    public static async Task<IEnumerable<Wire.EntityTags>> Find(
        GrpcCall call, string context, int id, IReadOnlyCollection<string> tags) =>
        tags.Count == 0 ? [] : (await call.Reader.FindTags(context, id, [.. tags], call.Cancelled)).Select(Show);

    private static EntityTags Read(Wire.EntityTags entity) => new(
        entity.Path.StartsWith('.') ? entity.Path[1..] : entity.Path,
        entity.Kind == Wire.EntityKind.Record ? EntityKind.Record : EntityKind.Field,
        [.. entity.Tags]);

    private static Wire.EntityTags Show(EntityTags entity) => new()
    {
        Path = entity.Path,
        Kind = entity.Kind == EntityKind.Record ? Wire.EntityKind.Record : Wire.EntityKind.Field,
        Tags = { entity.Tags },
    };
}

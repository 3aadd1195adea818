using System.Collections.Immutable;
using Google.Protobuf.Collections;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Tags inside a schema's text (reference 3.1, 4.3 and 6.6).</summary>
internal static class TagMessages
{
    private static readonly Outcome<TagEdits> NoEdits = TagEdits.None;

    public static Outcome<TagEdits> Read(RepeatedField<Wire.EntityTags> added, RepeatedField<Wire.EntityTags> removed, bool propagate)
    {
        if (added.Count == 0 && removed.Count == 0 && !propagate)
        {
            return NoEdits;
        }

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

    /// <summary>Shows which records and fields bear the tags that were asked for.</summary>
    public static void Add(RepeatedField<Wire.EntityTags> shown, ImmutableArray<EntityTags> found)
    {
        foreach (var entity in found)
        {
            shown.Add(Show(entity));
        }
    }

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

using System.Collections.Immutable;
using Google.Protobuf.Collections;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Changes as they are told.</summary>
internal static class ChangeMessages
{
    public static Wire.Change Show(ChangeEntry change)
    {
        var shown = new Wire.Change
        {
            Kind = WireEnums.Show(change.Type),
            Context = change.Context,
            Subject = change.Subject ?? "",
            Revision = change.Revision,
            Guid = change.Guid?.ToString() ?? "",
            Config = change.Config is { } config ? ConfigMessages.Show(config) : null,
            Mode = WireEnums.Show(change.Mode),
            Region = change.Region,
            CreateTime = SchemaMessages.Time(change.At),
        };
        if (change.Id is { } id)
        {
            shown.Id = id;
        }

        shown.Versions.AddRange(change.Versions);
        shown.ReplacedVersions.AddRange(change.Replaced);
        shown.PurgedIds.AddRange(change.PurgedIds);
        return shown;
    }

    public static Outcome<ImmutableArray<ChangeType>> Read(RepeatedField<Wire.ChangeKind> kinds)
    {
        var types = ImmutableArray.CreateBuilder<ChangeType>(kinds.Count);
        foreach (var kind in kinds)
        {
            var type = WireEnums.Read(kind);
            if (type.Error is { } unknown)
            {
                return unknown;
            }

            types.Add(type.Value);
        }

        return types.ToImmutable();
    }

    public static Wire.SnapshotVersion Show(SubjectSchema schema) => new()
    {
        Subject = schema.Subject,
        Version = schema.Version,
        Id = schema.Id,
        Guid = schema.Guid.ToString(),
        Deleted = schema.Deleted ?? false,
    };
}

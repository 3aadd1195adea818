using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Contracts;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Schemas as they are sent and shown.</summary>
internal static class SchemaMessages
{
    public static Outcome<SubmittedSchema> Read(Wire.Schema? schema)
    {
        if (schema is null)
        {
            return GrpcErrors.Missing("schema");
        }

        var type = WireEnums.Read(schema.Type);
        if (type.Error is { } unknown)
        {
            return unknown;
        }

        var references = ImmutableArray.CreateBuilder<SchemaReference>(schema.References.Count);
        foreach (var given in schema.References)
        {
            var reference = ReferenceValidation.Check(given.Name, given.Subject, given.Version);
            if (reference.Error is { } invalid)
            {
                return invalid;
            }

            references.Add(reference.Value!);
        }

        return ContractMessages.Read(schema.RuleSet).Then(rules => new SubmittedSchema(
            schema.Text,
            type.Value,
            references.MoveToImmutable(),
            ContractMessages.Read(schema.Metadata),
            rules));
    }

    /// <summary>The form in which a schema is asked for.</summary>
    public static SchemaForm FormOf(string format, bool qualifiesReferences = false, RepeatedField<string>? tags = null) =>
        format.Length == 0 && !qualifiesReferences && tags is not { Count: > 0 }
            ? SchemaForm.Stored
            : new SchemaForm(format, qualifiesReferences, [.. tags ?? []]);

    public static Wire.Schema Show(SchemaContent content)
    {
        var shown = new Wire.Schema { Type = WireEnums.Show(content.Type), Text = content.Text };
        foreach (var reference in content.References)
        {
            shown.References.Add(new Wire.SchemaReference
            {
                Name = reference.Name,
                Subject = reference.Subject,
                Version = reference.Version,
            });
        }

        (shown.Metadata, shown.RuleSet) = (ContractMessages.Show(content.Metadata), ContractMessages.Show(content.RuleSet));
        return shown;
    }

    public static Wire.SchemaVersion Show(ShownVersion version)
    {
        var shown = Show(version.Schema);
        TagMessages.Add(shown.Tags, version.Tags);
        return shown;
    }

    public static Wire.SchemaVersion Show(SubjectSchema schema) => new()
    {
        Subject = schema.Subject,
        Version = schema.Version,
        Id = schema.Id,
        Guid = schema.Guid.ToString(),
        Schema = Show(schema.Content),
        CreateTime = schema.CreatedAt is { } at ? Time(at) : null,
        Deleted = schema.Deleted ?? false,
    };

    public static Wire.SchemaUse Show(SchemaUse use) => new()
    {
        Subject = use.Subject,
        Version = use.Version,
        CreateTime = Time(use.CreatedAt),
        Deleted = use.Deleted,
    };

    public static Wire.SchemaId Id(string context, int id) => new() { Context = context, Id = id };

    public static Timestamp Time(long milliseconds) => Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds));
}

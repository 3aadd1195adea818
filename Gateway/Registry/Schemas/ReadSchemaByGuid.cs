using System.Collections.Immutable;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Schemas;

/// <summary>
/// Reads a schema by its GUID (reference 4.3): under the subject that was given along with it, or else in the default context
/// if it is there, and in the first other one if not.
/// </summary>
internal sealed record ReadSchemaByGuid(Caller Caller, Target Target, Guid Guid) : Operation<FoundSchema>(Caller, Target)
{
    /// <summary>Whether to read past the caches that silos share, which may be a second behind.</summary>
    public bool ReadsPastMemory { get; init; }

    public bool WantsMaxId { get; init; }

    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<FoundSchema>> Run(Local local, CancellationToken cancellationToken)
    {
        if (Target.MayBeAlias && await local.Subject(Target.Name).FindAlias(cancellationToken) is { } target)
        {
            return RegistryErrors.Moved(target);
        }

        return await Find(local, await local.Reader.FindIds(Guid, cancellationToken), cancellationToken) is { } shown
            ? await FoundSchema.Of(shown, Form, WantsMaxId, local, cancellationToken)
            : RegistryErrors.SchemaNotFound(Guid);
    }

    private async Task<ShownSchema?> Find(Local local, ImmutableArray<SchemaId> ids, CancellationToken cancellationToken)
    {
        var subject = Target.Name.IsContext ? null : Target.Name.ToString();
        foreach (var id in ids)
        {
            if (Target != Target.Everything && id.Context != Target.Name.Context)
            {
                continue;
            }

            // What the caches share may have been read before the subject was registered.
            return (ReadsPastMemory ? null : Show(await local.Reader.FindSchema(id.Context, id.Id, cancellationToken), subject))
                ?? Show(await local.Reader.FindSchemaFresh(id.Context, id.Id, cancellationToken), subject);
        }

        return null;
    }

    private static ShownSchema? Show(SchemaById? schema, string? subject) =>
        schema is not null && ShownUse.Of(schema, subject) is var use && (subject is null || use is not null)
            ? new ShownSchema(schema, asked: "", use, isNamed: false)
            : null;
}

/// <summary>Every id that carries a GUID, ordered by context and id.</summary>
internal sealed record ListSchemaIds(Caller Caller, Guid Guid) : Operation<ImmutableArray<SchemaId>>(Caller, Target.Everything)
{
    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<ImmutableArray<SchemaId>>> Run(Local local, CancellationToken cancellationToken) =>
        await local.Reader.FindIds(Guid, cancellationToken);
}

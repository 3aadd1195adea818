using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Schemas;

/// <summary>
/// Reads a schema by its id (reference 2.4): in the context of the subject that was given along with it, which may be an
/// alias, or else in a context.
/// </summary>
/// <param name="Asked">The subject as the caller wrote it; empty when none was given. Answers are remembered under this name.</param>
internal sealed record ReadSchema(Caller Caller, Target Target, int Id, string Asked) : Operation<FoundSchema>(Caller, Target)
{
    /// <summary>Whether a subject in the default context that does not use the id is looked for in other contexts.</summary>
    public bool SearchesContexts { get; init; }

    /// <summary>Whether a schema of the default context is shown whatever uses it, when the subject does not.</summary>
    public bool AcceptsAnyUse { get; init; }

    /// <summary>Whether to read past what is in memory, which may lack uses that are not shown with the schema.</summary>
    public bool ReadsPastMemory { get; init; }

    public bool WantsMaxId { get; init; }

    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<FoundSchema>> Run(Local local, CancellationToken cancellationToken)
    {
        if (Id < 0 || !new SubjectName(Target.Name.Context, "").IsStorable)
        {
            return RegistryErrors.SchemaNotFound(Id);
        }

        // What is known under the name that was asked for needs nobody, not even the grain that knows what the name stands for.
        if (!ReadsPastMemory && local.Schemas.Find(Target.Name.Context, Id, Asked) is { } known)
        {
            return await Formed(local, known, cancellationToken);
        }

        if (Target.MayBeAlias && await local.Subject(Target.Name).FindAlias(cancellationToken) is { } target)
        {
            return RegistryErrors.Moved(target);
        }

        return await Find(local, cancellationToken) is { } shown
            ? await Formed(local, shown, cancellationToken)
            : RegistryErrors.SchemaNotFound(Id);
    }

    private async ValueTask<ShownSchema?> Find(Local local, CancellationToken cancellationToken)
    {
        var subject = Target.Name;
        if (subject.IsContext)
        {
            return await Get(local, subject.Context, "", ShownUse.Any, cancellationToken);
        }

        if (await FindUse(local, subject, Asked, cancellationToken) is { } used)
        {
            return used;
        }

        if (SearchesContexts
            && await ContextSearch.FindUser(local, subject, Id, cancellationToken) is { } elsewhere
            && await FindUse(local, elsewhere, elsewhere.ToString(), cancellationToken) is { } there)
        {
            return there;
        }

        return AcceptsAnyUse && subject.IsDefaultContext
            ? await Get(local, subject.Context, "", ShownUse.Any, cancellationToken)
            : null;
    }

    private async ValueTask<ShownSchema?> FindUse(Local local, SubjectName subject, string asked, CancellationToken cancellationToken)
    {
        var name = subject.ToString();
        return subject.IsStorable
            ? await Get(
                local,
                subject.Context,
                asked,
                schema => ShownUse.Of(schema, name) is { } use ? new ShownUse(use) : null,
                cancellationToken)
            : null;
    }

    private async ValueTask<ShownSchema?> Get(
        Local local, string context, string asked, Func<SchemaById, ShownUse?> select, CancellationToken cancellationToken)
    {
        if (!ReadsPastMemory)
        {
            return await local.Schemas.Get(context, Id, asked, select, cancellationToken);
        }

        return await local.Reader.FindSchemaFresh(context, Id, cancellationToken) is { } schema && select(schema) is { } shown
            ? new ShownSchema(schema, asked, shown.Use)
            : null;
    }

    private ValueTask<FoundSchema> Formed(Local local, ShownSchema shown, CancellationToken cancellationToken) =>
        FoundSchema.Of(shown, Form, WantsMaxId, local, cancellationToken);
}

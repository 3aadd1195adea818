using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Reads a version of a subject.</summary>
/// <param name="Version">1 or more, or −1 for the latest.</param>
/// <param name="SearchesContexts">Whether a subject that is not there is looked for in other contexts.</param>
internal sealed record ReadVersion(Caller Caller, Target Target, int Version, bool IncludeDeleted, bool SearchesContexts)
    : SubjectOperation<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.ReadSchemas;

    protected override async Task<Outcome<ShownVersion>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken)
    {
        var found = SearchesContexts
            ? await ContextSearch.FindVersion(local, Target.Name, Version, IncludeDeleted, cancellationToken)
            : await subject.GetVersion(Version, IncludeDeleted, cancellationToken);
        return await ShownVersion.Of(found, Form, local, cancellationToken);
    }
}

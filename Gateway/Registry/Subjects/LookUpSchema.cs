using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Finds the version of a subject that holds a schema (reference 7.1).</summary>
/// <param name="SearchesContexts">Whether a subject that is not there is looked for in other contexts.</param>
internal sealed record LookUpSchema(Caller Caller, Target Target, SubmittedSchema Schema, bool Normalize, bool IncludeDeleted, bool SearchesContexts)
    : Operation<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.ReadSchemas;

    public override async Task<Outcome<ShownVersion>> Run(Local local, CancellationToken cancellationToken)
    {
        var request = new LookupRequest(Schema, Normalize, IncludeDeleted, Target.MayBeAlias);
        var asked = local.Subject(Target.Name).Lookup(request, cancellationToken);
        var found = SearchesContexts
            ? await ContextSearch.Find(
                local, Target.Name, asked, there => there.Lookup(request with { RedirectIfAlias = false }, cancellationToken), cancellationToken)
            : await asked;
        return await ShownVersion.Of(found, Form, local, cancellationToken);
    }
}

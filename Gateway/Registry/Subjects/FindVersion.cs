using System.Collections.Immutable;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Finds the newest version of a subject whose metadata properties hold all the pairs.</summary>
internal sealed record FindVersion(Caller Caller, Target Target, ImmutableArray<KeyValuePair<string, string>> Pairs, bool IncludeDeleted)
    : SubjectOperation<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.ReadSchemas;

    protected override async Task<Outcome<ShownVersion>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        await ShownVersion.Of(await subject.FindByMetadata(Pairs, IncludeDeleted, cancellationToken), Form, local, cancellationToken);
}

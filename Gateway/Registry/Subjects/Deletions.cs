using System.Collections.Immutable;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Deletes a version, softly or for good (reference 7.3).</summary>
/// <param name="Version">1 or more, or −1 for the latest.</param>
internal sealed record DeleteVersion(Caller Caller, Target Target, int Version, bool Permanent) : SubjectChange<int>(Caller, Target)
{
    public override Right Right => Right.DeleteSchemas;

    protected override Task<Outcome<int>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        subject.DeleteVersion(Version, Permanent, Caller, cancellationToken);
}

/// <summary>Deletes all versions of a subject, softly or for good (reference 7.4); tells which.</summary>
internal sealed record DeleteSubject(Caller Caller, Target Target, bool Permanent) : SubjectChange<ImmutableArray<int>>(Caller, Target)
{
    public override Right Right => Right.DeleteSchemas;

    protected override Task<Outcome<ImmutableArray<int>>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        subject.Delete(Permanent, Caller, cancellationToken);
}

/// <summary>Shows a soft-deleted version again. An addition to the protocol.</summary>
internal sealed record RestoreVersion(Caller Caller, Target Target, int Version) : SubjectChange<ShownVersion>(Caller, Target)
{
    public SchemaForm Form { get; init; } = SchemaForm.Stored;

    public override Right Right => Right.DeleteSchemas;

    protected override async Task<Outcome<ShownVersion>> Run(Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        await ShownVersion.Of(await subject.RestoreVersion(Version, Caller, cancellationToken), Form, local, cancellationToken);
}

using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Lists the version numbers of a subject, ascending. A subject that shows none is not found.</summary>
/// <param name="NeedsLive">Whether one is not found either of which only deleted versions would be shown.</param>
internal sealed record ListVersions(Caller Caller, Target Target, DeletedView View, bool NeedsLive = false)
    : SubjectOperation<ImmutableArray<VersionEntry>>(Caller, Target)
{
    public override Right Right => Right.ReadSchemas;

    protected override async Task<Outcome<ImmutableArray<VersionEntry>>> Run(
        Local local, ISubjectGrain subject, CancellationToken cancellationToken) =>
        await subject.ListVersions(View, cancellationToken) is { IsEmpty: false } versions
        && (!NeedsLive || versions.Any(entry => !entry.Deleted))
            ? versions
            : RegistryErrors.SubjectNotFound(Target.Name.ToString());
}

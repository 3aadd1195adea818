using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Subjects;

/// <summary>Lists the versions that refer to a version of a subject.</summary>
/// <param name="Version">1 or more, or −1 for the latest.</param>
/// <param name="SearchesContexts">Whether a subject that is not there is looked for in other contexts.</param>
internal sealed record ListReferrers(Caller Caller, Target Target, int Version, bool IncludeDeleted, bool SearchesContexts)
    : SubjectOperation<ImmutableArray<Referrer>>(Caller, Target)
{
    public override Right Right => Right.ReadSchemas;

    protected override async Task<Outcome<ImmutableArray<Referrer>>> Run(
        Local local, ISubjectGrain subject, CancellationToken cancellationToken)
    {
        // What is referred to may be deleted; who refers to it is still of interest.
        var found = SearchesContexts
            ? await ContextSearch.FindVersion(local, Target.Name, Version, includeDeleted: true, cancellationToken)
            : await subject.GetVersion(Version, includeDeleted: true, cancellationToken);
        if (found.Error is { } missing)
        {
            return missing;
        }

        var referrers = await local.Reader.ListReferrers(found.Value!.Subject, found.Value.Version, cancellationToken);
        return referrers.RemoveAll(referrer => referrer.Deleted && !IncludeDeleted);
    }
}

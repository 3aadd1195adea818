using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Deletes what is left of a soft-deleted subject for good, in as many commits as it takes for none to take long; other requests
/// come in between. One that breaks off has done a part, and the same request goes on from there.
/// </summary>
/// <param name="write">Makes a change of the subject.</param>
/// <param name="stepSize">Versions in one commit.</param>
/// <param name="store">Where they lie.</param>
internal sealed class Purge(
    Func<Change<SubjectState, ImmutableArray<int>>, CancellationToken, Task<Outcome<ImmutableArray<int>>>> write,
    int stepSize,
    IRegistryStore store)
{
    // The last request's, which may be made again while it is under way.
    private PurgePlan? _plan;

    /// <param name="forImport">Whatever the mode: that is how IMPORT makes room (reference 9).</param>
    /// <returns>The numbers of the versions, ascending.</returns>
    public async Task<Outcome<ImmutableArray<int>>> Run(bool forImport, Caller caller, CancellationToken cancellationToken)
    {
        var plan = _plan is { } last && last.RequestId == caller.RequestId ? last : _plan = new PurgePlan(caller.RequestId, forImport);
        while (true)
        {
            var step = new PurgeStep(plan, stepSize, caller, store);
            var outcome = await write(step, cancellationToken);
            if (outcome.Error is not null || step.IsLast)
            {
                _plan = null;
                return outcome;
            }
        }
    }
}

/// <summary>What the steps of one request have in common.</summary>
/// <param name="RequestId">That of the request.</param>
/// <param name="ForImport">See <see cref="Purge.Run"/>.</param>
internal sealed record PurgePlan(Guid RequestId, bool ForImport)
{
    private HashSet<int> _versions = [];

    /// <summary>All that is to go, ascending; default until the first step is decided.</summary>
    public ImmutableArray<int> Versions { get; private set; }

    public void Begin(ImmutableArray<int> versions) => (Versions, _versions) = (versions, [.. versions]);

    public bool Has(int version) => _versions.Contains(version);
}

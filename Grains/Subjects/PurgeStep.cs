using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// One commit of a <see cref="Purge"/>. The newest versions go first, so that none loses what it refers to, and the last step bears the
/// request's own id: by that a request that is done is known, and what is in the log for it tells of all its steps.
/// </summary>
/// <param name="plan">What the steps have in common.</param>
/// <param name="size">Versions in one step.</param>
internal sealed class PurgeStep(PurgePlan plan, int size, Caller caller, IRegistryStore store)
    : Deletion<ImmutableArray<int>>(permanent: true, wholeSubject: true, caller, store)
{
    private readonly Caller _caller = caller;

    /// <summary>False when more is to be deleted.</summary>
    public bool IsLast { get; private set; } = true;

    protected override ContentHash? Asked => RequestContent.OfSubjectDeletion(permanent: true);

    public override async ValueTask<Outcome<ImmutableArray<int>>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        IsLast = true;
        if ((plan.Versions.IsDefault ? await Begin(state, outer, cancellationToken) : RefusalByMode(state, outer)) is { } refusal)
        {
            return refusal;
        }

        ImmutableArray<int> left =
            [.. state.NewestFirst(includeDeleted: true).Where(row => row.Deleted && plan.Has(row.Version)).Select(row => row.Version)];
        if (left.IsEmpty)
        {
            return plan.Versions;
        }

        IsLast = left.Length <= size;
        if (IsLast)
        {
            Plan(state, outer, left, Origin, left.Length == plan.Versions.Length ? null : [.. plan.Versions.Except(left)]);
        }
        else
        {
            Plan(state, outer, left[..size], new CommitOrigin(_caller.Actor, Guid.CreateVersion7()));
        }

        return null;
    }

    public override ImmutableArray<int> Answer(CommitResult result) => plan.Versions;

    protected override ImmutableArray<int> Answer(ImmutableArray<int> versions) => versions;

    private async ValueTask<RegistryError?> Begin(SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        if (RefusalByState(state, outer) is { } refusal)
        {
            return refusal;
        }

        // That something is referred to is told rather than that it is not hidden yet, and before a part of it is gone.
        ImmutableArray<int> versions = [.. state.Versions.Select(row => row.Version)];
        if ((state.HasLive || versions.Length > size) && await RefusalIfReferenced(state, versions, cancellationToken) is { } referenced)
        {
            return referenced;
        }

        if (state.HasLive)
        {
            return RegistryErrors.SubjectNotSoftDeleted(state.Name.ToString());
        }

        plan.Begin(versions);
        return null;
    }

    private RegistryError? RefusalByState(SubjectState state, OuterSettings outer)
    {
        if (plan.ForImport)
        {
            return state.HasLive ? RegistryErrors.CannotImport() : null;
        }

        return state.Versions.IsEmpty ? RegistryErrors.SubjectNotFound(state.Name.ToString()) : RefusalByMode(state, outer);
    }

    private RegistryError? RefusalByMode(SubjectState state, OuterSettings outer) =>
        plan.ForImport ? null : state.Under(outer).RefusalIfReadOnly(state.Name);
}

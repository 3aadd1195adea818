using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Writes a subject, whose state is held in memory under a lease.</summary>
internal sealed class SubjectWriter(
    SubjectName name,
    LeasedSubject subject,
    SettingsCache settings,
    ISubjectStore store,
    OutcomeSearch search,
    ConsistencyMetrics metrics,
    ILogger logger)
    : Writer<SubjectState>(name.ToString(), name, store, search, metrics, logger)
{
    protected override async ValueTask<(SubjectState State, OuterSettings Outer)> Read(CancellationToken cancellationToken) =>
        (await subject.Get(), await settings.Get(Target.Context, cancellationToken));

    protected override Task<SubjectState> ReadConfirmed(CancellationToken cancellationToken) => subject.GetConfirmed();

    protected override async Task ReadAgain(CancellationToken cancellationToken)
    {
        await settings.Refresh(Target.Context, cancellationToken);
        await subject.GetConfirmed();
    }

    protected override async ValueTask<bool> StillHolds(SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var fresh = await settings.Refresh(Target.Context, cancellationToken);
        return (await subject.GetConfirmed()).Revision == state.Revision && fresh.Revisions == outer.Revisions;
    }

    protected override Task<CommitResult> Commit<TAnswer>(Change<SubjectState, TAnswer> change) => subject.Commit(change);
}

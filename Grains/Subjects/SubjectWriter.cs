using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Carries a change of a subject from decision to commit. A commit that misses means that the decision rested on something
/// that moved: read again and decide again. So does a refusal, before the client is told.
/// </summary>
internal sealed partial class SubjectWriter(
    SubjectName name, LeasedSubject subject, SettingsCache settings, ISubjectStore store, SubjectMetrics metrics, ILogger logger)
{
    private const int MaxAttempts = 8;
    private readonly WriteTurn _turn = new();

    public async Task<Outcome<T>> Change<T>(
        Caller caller,
        Func<SubjectState, OuterSettings, Task<Decision<T>>> decide,
        Func<SubjectState, LoggedChange, Task<Outcome<T>?>> replay,
        CancellationToken cancellationToken)
        where T : notnull
    {
        using var turn = await _turn.Enter(cancellationToken);
        var mayBeCommitted = caller.IsRetry;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            if (mayBeCommitted && await FindEarlier(caller, replay, cancellationToken) is { } earlier)
            {
                return earlier;
            }

            var (state, outer) = (await subject.Get(), await settings.Get(name.Context, cancellationToken));
            Decision<T> decision;
            try
            {
                decision = await decide(state, outer);
            }
            catch (ContentGoneException)
            {
                await ReadAgain(cancellationToken);
                continue;
            }

            if (decision.Answer is { } answer)
            {
                if (answer.Error is not null && !await StillHolds(state, outer, cancellationToken))
                {
                    continue;
                }

                // A refusal may be the work of this very request, done elsewhere since it was looked for.
                return answer.Error is not null && mayBeCommitted ? await FindEarlier(caller, replay, cancellationToken) ?? answer : answer;
            }

            var proposal = decision.Proposal!;
            try
            {
                // Once it is under way a commit is not abandoned: the caller may go, the outcome must be known.
                var result = await subject.Commit(() => proposal.Commit(CancellationToken.None), proposal.Apply);
                if (result.Status == CommitStatus.Committed)
                {
                    return proposal.Answer(result);
                }

                if (proposal.Refusal(result) is { } refusal)
                {
                    return refusal;
                }

                metrics.Missed();
                LogMissed(name, result.Status, attempt);

                // What came first may be this very request, made again at another silo.
                mayBeCommitted = true;
                await ReadAgain(cancellationToken);
            }
            catch (CommitOutcomeUnknownException fault) when (attempt < MaxAttempts)
            {
                metrics.Unknown();
                LogUnknown(name, fault);
                mayBeCommitted = true;
                await ReadAgain(cancellationToken);
            }
        }

        return RegistryErrors.TooMuchContention(name.ToString());
    }

    private async Task<Outcome<T>?> FindEarlier<T>(
        Caller caller, Func<SubjectState, LoggedChange, Task<Outcome<T>?>> replay, CancellationToken cancellationToken)
        where T : notnull
    {
        return await store.FindChange(caller.RequestId, cancellationToken) is { } change
            ? await replay(await subject.GetConfirmed(), change)
            : null;
    }

    private async Task<bool> StillHolds(SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var fresh = await settings.Refresh(name.Context, cancellationToken);
        return (await subject.GetConfirmed()).Revision == state.Revision && fresh.Revisions == outer.Revisions;
    }

    private async Task ReadAgain(CancellationToken cancellationToken)
    {
        await settings.Refresh(name.Context, cancellationToken);
        await subject.GetConfirmed();
    }

    [LoggerMessage(EventIds.CommitMissed, LogLevel.Debug, "Commit to {Subject} missed with {Status} in attempt {Attempt}; deciding again")]
    private partial void LogMissed(SubjectName subject, CommitStatus status, int attempt);

    [LoggerMessage(EventIds.CommitUnknown, LogLevel.Warning, "The outcome of a commit to {Subject} is unknown; looking for it")]
    private partial void LogUnknown(SubjectName subject, Exception fault);
}

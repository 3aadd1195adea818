using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Writing;

/// <summary>
/// Carries the changes of one subject or scope from decision to commit, one at a time. A commit that misses means that the
/// decision rested on something that has moved: read again and decide again.
/// </summary>
/// <param name="name">What is changed, as error texts and the log show it.</param>
/// <param name="target">What is changed, as the change log names it.</param>
/// <param name="store">Where its changes are logged.</param>
/// <param name="search">Finds out what became of commits without an answer.</param>
/// <param name="metrics">Counts the misses.</param>
/// <param name="logger">Told of them.</param>
internal abstract partial class Writer<TState>(
    string name, SubjectName target, ISubjectStore store, OutcomeSearch search, ConsistencyMetrics metrics, ILogger logger)
    where TState : class
{
    private const int MaxAttempts = 8;
    private readonly WriteTurn _turn = new();

    protected string Name { get; } = name;

    protected SubjectName Target { get; } = target;

    public Task<Outcome<TAnswer>> Run<TAnswer>(Change<TState, TAnswer> change, CancellationToken cancellationToken) =>
        search.Run(Name, change, () => Attempt(change, cancellationToken), cancellationToken);

    /// <summary>What the store answers is what became of it; between attempts others have their turn.</summary>
    private async Task<Outcome<TAnswer>> Attempt<TAnswer>(Change<TState, TAnswer> change, CancellationToken cancellationToken)
    {
        using var turn = await _turn.Enter(cancellationToken);
        if (change.MayBeCommitted)
        {
            await ReadAgain(cancellationToken);
        }

        var looksForEarlier = change.MayBeCommitted;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            // The state before the log: if this very request is committed elsewhere after the look at the log, then the state is
            // older than that commit, and ours misses. The other way round it could be made twice.
            var (state, outer) = await Read(cancellationToken);
            if (looksForEarlier && await FindEarlier(change, cancellationToken) is { } earlier)
            {
                return earlier;
            }

            try
            {
                if (await change.Decide(state, outer, cancellationToken) is { } answer)
                {
                    if (answer.Error is null)
                    {
                        return answer;
                    }

                    // Nothing guards a refusal as the revision guards a commit, so what it rests on is looked at once more.
                    if (await StillHolds(state, outer, cancellationToken))
                    {
                        return await Refuse(change, answer, cancellationToken);
                    }

                    continue;
                }

                var result = await Commit(change);
                if (result.Status == CommitStatus.Committed)
                {
                    return change.Answer(result);
                }

                if (result.Status == CommitStatus.RequestIdReused)
                {
                    return RegistryErrors.RequestIdReused(change.Origin.RequestId);
                }

                if (result.Status == CommitStatus.RequestRefused)
                {
                    return RegistryErrors.RefusedMeanwhile();
                }

                if (change.RefusalOf(result) is { } refusal)
                {
                    return await Refuse<TAnswer>(change, refusal, cancellationToken);
                }

                // What came first may be this very request, made again at another silo.
                looksForEarlier = true;
                metrics.Missed();
                LogMissed(Name, result.Status, attempt);
            }
            catch (ContentGoneException)
            {
                // The state shows a version that was deleted for good since it was read.
            }

            await ReadAgain(cancellationToken);
        }

        return await Refuse<TAnswer>(change, RegistryErrors.TooMuchContention(Name), cancellationToken);
    }

    /// <summary>
    /// To refuse is to say that nothing was made, and nothing will be: what may be under way for this request, from an earlier call or a
    /// commit that was lost sight of, is made by now, or never.
    /// </summary>
    private async Task<Outcome<TAnswer>> Refuse<TAnswer>(
        Change<TState, TAnswer> change, Outcome<TAnswer> refusal, CancellationToken cancellationToken)
    {
        if (!change.MayBeCommitted)
        {
            return refusal;
        }

        await store.RefuseRequest(change.Origin.RequestId, cancellationToken);
        return await FindEarlier(change, cancellationToken) ?? refusal;
    }

    /// <summary>What a change is decided on; may come from memory.</summary>
    protected abstract ValueTask<(TState State, OuterSettings Outer)> Read(CancellationToken cancellationToken);

    /// <summary>The state, confirmed by the store after this call began.</summary>
    protected abstract Task<TState> ReadConfirmed(CancellationToken cancellationToken);

    /// <summary>Makes sure that the next <see cref="Read"/> is no older than this call.</summary>
    protected abstract Task ReadAgain(CancellationToken cancellationToken);

    /// <summary>Whether the store still has what was read.</summary>
    protected abstract ValueTask<bool> StillHolds(TState state, OuterSettings outer, CancellationToken cancellationToken);

    /// <summary>Commits a change and sees to it that nobody reads from memory what it has made out of date.</summary>
    protected abstract Task<CommitResult> Commit<TAnswer>(Change<TState, TAnswer> change);

    private async Task<Outcome<TAnswer>?> FindEarlier<TAnswer>(Change<TState, TAnswer> change, CancellationToken cancellationToken)
    {
        var past = await store.FindRequest(change.Origin.RequestId, cancellationToken);
        change.Begin(past.Refusals);
        if (past.Change is not { } logged)
        {
            return null;
        }

        if (!change.IsSame(Target, logged))
        {
            return RegistryErrors.RequestIdReused(change.Origin.RequestId);
        }

        // To answer is to acknowledge: what was found may be nowhere but on the primary.
        await store.Settle(cancellationToken);
        return await change.Replay(await ReadConfirmed(cancellationToken), logged);
    }

    [LoggerMessage(EventIds.CommitMissed, LogLevel.Debug, "Commit to {Name} missed with {Status} in attempt {Attempt}; deciding again")]
    private partial void LogMissed(string name, CommitStatus status, int attempt);
}

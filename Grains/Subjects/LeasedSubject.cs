using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// A subject's state in memory, for as long as the store has confirmed it. A process that was frozen or cut off finds its
/// lease run out by the monotonic clock and asks the store before it answers; a second activation of the same subject
/// is out of date for no longer than the lease.
/// </summary>
internal sealed class LeasedSubject(
    SubjectName name,
    ISubjectStore store,
    UnsettledSubjects unsettled,
    RegistryOptions options,
    TimeProvider clock,
    ConsistencyMetrics metrics)
{
    private volatile Held? _held;
    private Task<SubjectState>? _confirming;
    private long _commits;
    private bool _isUsed;

    /// <summary>The state, as long as its lease runs; else null. Counts as a use of the subject. Any thread may ask.</summary>
    public SubjectState? Recall()
    {
        // Written only when it changes, so that a busy subject is not passed from core to core.
        if (!_isUsed)
        {
            _isUsed = true;
        }

        return _held is { } held && clock.GetElapsedTime(held.ConfirmedAt) < options.Lease ? held.State : null;
    }

    /// <summary>What is remembered takes so many bytes beyond what it does of a small subject. Any thread may ask.</summary>
    public long Weight => _held?.Weight ?? 0;

    /// <summary>Nothing is remembered of it that would have to be read again. Any thread may ask.</summary>
    public bool IsVoid => _held is not { State.IsVoid: false };

    /// <summary>Whether anything was asked of it since this was called last.</summary>
    public bool TakeUse()
    {
        var was = _isUsed;
        _isUsed = false;
        return was;
    }

    /// <summary>The state, confirmed within the lease.</summary>
    public ValueTask<SubjectState> Get() =>
        Recall() is { } state ? ValueTask.FromResult(state) : new ValueTask<SubjectState>(Confirm());

    /// <summary>The state, confirmed by the store after this call began.</summary>
    public async Task<SubjectState> GetConfirmed()
    {
        // A confirmation that is under way may have read before this call: wait it out and start another.
        if (_confirming is { } underWay)
        {
            await underWay;
        }

        return await Confirm();
    }

    /// <summary>Commits a change and puts the state after it in place. The lease runs from before the commit: a process may be frozen after it.</summary>
    public async Task<CommitResult> Commit<TAnswer>(Change<SubjectState, TAnswer> change)
    {
        var startedAt = clock.GetTimestamp();
        try
        {
            var result = await change.Commit();
            if (result.Status == CommitStatus.Committed)
            {
                _commits++;
                unsettled.Remove(name);
                _held = change.Apply(result) is { } state ? Hold(state, startedAt) : null;
            }

            return result;
        }
        catch (CommitOutcomeUnknownException)
        {
            // It may have been committed.
            _commits++;
            _held = null;
            unsettled.Add(name);
            throw;
        }
    }

    // All who ask while the store is being asked share that one answer. A reading that has ended tells nothing about now.
    private Task<SubjectState> Confirm() =>
        _confirming is { IsCompleted: false } underWay ? underWay : _confirming = ConfirmOnce();

    private async Task<SubjectState> ConfirmOnce()
    {
        // Leave the caller's stack first, so that the field is set before it is cleared.
        await Task.Yield();
        try
        {
            while (true)
            {
                var (before, commits, startedAt) = (_held?.State, _commits, clock.GetTimestamp());
                var confirmed = await Read(before);
                if (commits == _commits)
                {
                    _held = Hold(confirmed, startedAt);
                    return confirmed;
                }

                // A commit was made here while the store was being read, so what was read may be older than what it left.
                if (_held is { } left)
                {
                    return left.State;
                }
            }
        }
        finally
        {
            _confirming = null;
        }
    }

    // A configuration may be long, and is the same in most of the states that follow one another.
    private Held Hold(SubjectState state, long confirmedAt) => new(
        state, confirmedAt, _held is { } before && ReferenceEquals(before.State.Config, state.Config) ? before.ConfigWeight : WeightOf(state.Config));

    private static long WeightOf(RegistryConfig? config) => config is null ? 0 : Sizes.WeightOf(config);

    private async Task<SubjectState> Read(SubjectState? before)
    {
        if (!name.IsStorable)
        {
            return SubjectState.Empty(name);
        }

        if (before is not null)
        {
            if (await store.ReadRevision(name, CancellationToken.None) == before.Revision)
            {
                return before;
            }

            metrics.Overtaken();
        }

        var stored = await store.LoadSubject(name, CancellationToken.None);
        if (stored.HasUnknownSettings)
        {
            metrics.UnknownSettings();
        }

        return SubjectState.From(stored);
    }

    private sealed record Held(SubjectState State, long ConfirmedAt, long ConfigWeight)
    {
        public long Weight => State.Weight + ConfigWeight;
    }
}

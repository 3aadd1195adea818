using System.Diagnostics.CodeAnalysis;

namespace SchemaRegistry.Model;

/// <summary>
/// A bound on what is taken on at once, in weights such as bytes. Who finds no room waits in a line in which nobody overtakes, so that
/// the heavy are not starved by the light. The line is bounded too, in weight and in time. While nobody waits no lock is taken.
/// </summary>
/// <param name="capacity">What is taken on at once. What weighs more is taken on alone.</param>
/// <param name="line">How much waits at most, in the same weights. What waits is lighter than what is taken on, so this may be more.</param>
/// <param name="patience">How long one waits at most.</param>
/// <param name="clock">Measures it.</param>
/// <param name="whole">The budget that this is a share of, with which its refusals are counted; null for none.</param>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore without a wait handle holds nothing to dispose of.")]
public sealed class WeightBudget(long capacity, long line, TimeSpan patience, TimeProvider clock, WeightBudget? whole = null)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _line = [];
    private readonly SemaphoreSlim _beyond = new(1, 1);
    private readonly long _capacity = capacity;
    private long _free = capacity;
    private long _waiting;
    private long _refused;

    /// <summary>What is taken now; more than the capacity when one who had something needed more to come to an end.</summary>
    public long Taken => _capacity - Interlocked.Read(ref _free);

    /// <summary>What waits now.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>How many have found no room in time.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>What one piece of work takes, bit by bit; nothing yet.</summary>
    public WeightHolding Begin() => new(this);

    /// <summary>Waits for room. False when there was none in time, or the line is too heavy already.</summary>
    internal ValueTask<bool> Take(long weight, CancellationToken cancellationToken) => TryTake(weight)
        ? ValueTask.FromResult(true)
        : new ValueTask<bool>(Wait(Math.Min(weight, _capacity), weight, cancellationToken));

    internal bool TryTake(long weight) => Interlocked.Read(ref _waiting) == 0 && TryTake(Math.Min(weight, _capacity), weight);

    /// <summary>Lets one at a time take more than there is room for; see <see cref="WeightHolding"/>.</summary>
    internal async Task<bool> EnterBeyond(CancellationToken cancellationToken)
    {
        using var patienceEnds = new CancellationTokenSource(patience, clock);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(patienceEnds.Token, cancellationToken);
        try
        {
            await _beyond.WaitAsync(leaving.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>The same for one who cannot wait.</summary>
    internal bool TryEnterBeyond() => _beyond.Wait(TimeSpan.Zero);

    internal bool Refuse()
    {
        Interlocked.Increment(ref _refused);
        whole?.Refuse();
        return false;
    }

    internal void LeaveBeyond() => _beyond.Release();

    internal void TakeBeyond(long weight) => Interlocked.Add(ref _free, -weight);

    internal void Release(long weight)
    {
        Interlocked.Add(ref _free, weight);
        if (Interlocked.Read(ref _waiting) > 0)
        {
            lock (_gate)
            {
                LetIn();
            }
        }
    }

    private async Task<bool> Wait(long needed, long weight, CancellationToken cancellationToken)
    {
        LinkedListNode<Waiter> place;
        lock (_gate)
        {
            if (_waiting > 0 && _waiting + needed > line)
            {
                return false;
            }

            place = _line.AddLast(new Waiter(needed, weight));
            Interlocked.Add(ref _waiting, needed);

            // Room that was made before anyone could see that somebody waits.
            LetIn();
        }

        try
        {
            await place.Value.Turn.Task.WaitAsync(patience, clock, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return !Leaves(place);
        }
        catch (OperationCanceledException)
        {
            if (!Leaves(place))
            {
                Release(weight);
            }

            throw;
        }
    }

    // False for one who was let in at this very moment.
    private bool Leaves(LinkedListNode<Waiter> place)
    {
        lock (_gate)
        {
            if (place.List is null)
            {
                return false;
            }

            Drop(place);
            LetIn();
            return true;
        }
    }

    private void LetIn()
    {
        while (_line.First is { } first && TryTake(first.Value.Needed, first.Value.Weight))
        {
            Drop(first);
            first.Value.Turn.SetResult();
        }
    }

    private void Drop(LinkedListNode<Waiter> place)
    {
        _line.Remove(place);
        Interlocked.Add(ref _waiting, -place.Value.Needed);
    }

    private bool TryTake(long needed, long weight)
    {
        var free = Interlocked.Read(ref _free);
        while (free >= needed)
        {
            var seen = Interlocked.CompareExchange(ref _free, free - weight, free);
            if (seen == free)
            {
                return true;
            }

            free = seen;
        }

        return false;
    }

    private sealed record Waiter(long Needed, long Weight)
    {
        public TaskCompletionSource Turn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

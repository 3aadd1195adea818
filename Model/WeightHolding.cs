namespace SchemaRegistry.Model;

/// <summary>
/// What one piece of work has taken of a <see cref="WeightBudget"/>; given back when it is disposed of. It may grow, for how heavy work is
/// often shows only while it is done. Two that each hold something and wait for what the other has would wait for ever: so where there is
/// no room for growth, one at a time goes beyond the budget and comes to its end. Used by one thread at a time.
/// </summary>
public sealed class WeightHolding : IDisposable
{
    private readonly WeightBudget _budget;

    // What it had found room for when it went beyond; null while it has not.
    private long? _within;

    internal WeightHolding(WeightBudget budget) => _budget = budget;

    /// <summary>What is held now.</summary>
    public long Weight { get; private set; }

    /// <summary>Takes more, and waits for it. False when there was no room in time.</summary>
    public ValueTask<bool> Add(long weight, CancellationToken cancellationToken)
    {
        if (weight <= 0)
        {
            return ValueTask.FromResult(true);
        }

        return TryTake(weight)
            ? ValueTask.FromResult(true)
            : new ValueTask<bool>(Weight == 0 ? Begin(weight, cancellationToken) : Grow(weight, cancellationToken));
    }

    /// <summary>Takes more where there is room for it at once, or nobody else is beyond the budget.</summary>
    public bool TryAdd(long weight)
    {
        if (weight <= 0 || TryTake(weight))
        {
            return true;
        }

        if (Weight == 0 || !_budget.TryEnterBeyond())
        {
            return _budget.Refuse();
        }

        GoBeyond(weight);
        return true;
    }

    /// <summary>Gives back all but so much. Once that is what it had found room for, the next one may go beyond.</summary>
    public void Shrink(long to)
    {
        if (to < Weight)
        {
            _budget.Release(Weight - to);
            Weight = to;
        }

        if (Weight <= _within)
        {
            _within = null;
            _budget.LeaveBeyond();
        }
    }

    public void Dispose() => Shrink(0);

    private bool TryTake(long weight)
    {
        if (_within is not null)
        {
            TakeBeyond(weight);
            return true;
        }

        if (!_budget.TryTake(weight))
        {
            return false;
        }

        Weight += weight;
        return true;
    }

    private async Task<bool> Begin(long weight, CancellationToken cancellationToken)
    {
        if (!await _budget.Take(weight, cancellationToken))
        {
            return _budget.Refuse();
        }

        Weight += weight;
        return true;
    }

    private async Task<bool> Grow(long weight, CancellationToken cancellationToken)
    {
        if (!await _budget.EnterBeyond(cancellationToken))
        {
            return _budget.Refuse();
        }

        GoBeyond(weight);
        return true;
    }

    private void GoBeyond(long weight)
    {
        _within = Weight;
        TakeBeyond(weight);
    }

    private void TakeBeyond(long weight)
    {
        _budget.TakeBeyond(weight);
        Weight += weight;
    }
}

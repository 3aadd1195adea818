namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>What a comparison may still spend. Once exhausted it stays so, and everything unwinds.</summary>
internal sealed class WorkBudget(long units)
{
    private long _left = units;

    public bool IsExhausted { get; private set; }

    public bool TrySpend(long units)
    {
        _left -= units;
        IsExhausted |= _left < 0;
        return !IsExhausted;
    }

    public void Exhaust() => IsExhausted = true;
}

using Microsoft.AspNetCore.Http;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>What one request or answer has taken of a <see cref="TrafficBudget"/> and of its connection's share; given back when it is disposed of.</summary>
internal sealed class TrafficHolding(TrafficBudget budget, HttpContext http) : IDisposable
{
    private WeightHolding? _share;
    private WeightHolding? _all;

    /// <summary>What is held now.</summary>
    public long Weight => _share?.Weight ?? 0;

    /// <summary>Takes so much in all, and waits for it. False when there was no room in time.</summary>
    public async ValueTask<bool> Raise(long to, CancellationToken cancellationToken)
    {
        var more = to - Weight;
        var (share, all) = Begun();
        return await share.Add(more, cancellationToken) && await all.Add(more, cancellationToken);
    }

    /// <summary>Takes so much in all where there is room for it at once.</summary>
    public bool TryRaise(long to)
    {
        var more = to - Weight;
        var (share, all) = Begun();
        return share.TryAdd(more) && all.TryAdd(more);
    }

    /// <summary>Gives back all but so much.</summary>
    public void Shrink(long to)
    {
        _all?.Shrink(to);
        _share?.Shrink(to);
    }

    public void Dispose()
    {
        _all?.Dispose();
        _share?.Dispose();
    }

    private (WeightHolding Share, WeightHolding All) Begun() => (_share ??= budget.ShareOf(http).Begin(), _all ??= budget.Begin());
}

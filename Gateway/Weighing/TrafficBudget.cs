using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>
/// Keeps what lies in memory for callers who do not read their answers, or have not sent all of their body, within a bound for the process
/// (<see cref="GatewayOptions.AnswerBudgetBytes"/>) and a share of it for each connection. What is short is not weighed: a connection has so many
/// calls at once and no more.
/// </summary>
internal sealed class TrafficBudget
{
    /// <summary>In bytes. What is no longer than this is short.</summary>
    public const int Short = 16 << 10;

    private const int Shares = 4;

    // In bytes a second; slower readers are taken for such as do not read, and slower senders for such as do not send.
    private const int Slowest = 128 << 10;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly long _bytes;
    private readonly TimeProvider _clock;
    private readonly WeightBudget _all;

    public TrafficBudget(GatewayOptions options, TimeProvider clock, IMeterFactory meters)
    {
        (_bytes, _clock) = (options.AnswerBudgetBytes, clock);
        _all = new WeightBudget(_bytes, _bytes, Patience, clock);
        _all.Show(meters.Create(WeightBudgetMetrics.MeterName), "answer_budget", "answers that are not read and requests that still come");
    }

    /// <summary>How long a caller may take to read or send so many bytes that are weighed.</summary>
    public static TimeSpan PatienceFor(long bytes) => Patience + TimeSpan.FromSeconds(bytes / Slowest);

    /// <summary>What one request or answer takes; nothing yet.</summary>
    public TrafficHolding Begin(HttpContext http) => new(this, http);

    /// <summary>How long one body may take to come, from now on.</summary>
    public TrafficPatience BeginPatience() => new(_clock);

    /// <summary>What one answer takes of which no connection is known.</summary>
    public WeightHolding Begin() => _all.Begin();

    /// <summary>What one connection may take.</summary>
    public WeightBudget ShareOf(HttpContext http)
    {
        // All calls of a connection find the same dictionary, which is not made for several threads.
        var items = http.Features.GetRequiredFeature<IConnectionItemsFeature>().Items;
        lock (items)
        {
            if (!items.TryGetValue(this, out var share))
            {
                items[this] = share = new WeightBudget(_bytes / Shares, _bytes / Shares, Patience, _clock, _all);
            }

            return (WeightBudget)share!;
        }
    }
}

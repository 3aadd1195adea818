using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Lets silos that start together enter the membership table one after the other: each entry moves the table's version, and a
/// silo that lost the race for it waits up to four seconds before Orleans tries again, longer each time.
/// </summary>
public sealed partial class KubernetesJoinLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMilliseconds(250);
    private readonly JoinLease _lease;
    private readonly ILogger<KubernetesJoinLock> _logger;

    internal KubernetesJoinLock(JoinLease lease, ILogger<KubernetesJoinLock> logger) => (_lease, _logger) = (lease, logger);

    /// <summary>
    /// Waits for the lock, which is held until it is disposed of, or until another silo has waited for it for 3 s. Best effort:
    /// null after 5 s, or when the API server fails; the silo then joins without the lock.
    /// </summary>
    public async Task<IAsyncDisposable?> Take(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return new Held(_lease, await Wait(limit.Token));
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            LogWithout(fault is OperationCanceledException ? $"waited for {Patience.TotalSeconds} s" : ApiFault.Describe(fault));
            return null;
        }
    }

    private async Task<LeaseState> Wait(CancellationToken cancellationToken)
    {
        LeaseState? seen = null;
        var since = Stopwatch.GetTimestamp();
        while (true)
        {
            if (seen is null && await _lease.TryCreate(cancellationToken) is { } own)
            {
                return own;
            }

            var present = await _lease.Find(cancellationToken);
            if (present != seen)
            {
                (seen, since) = (present, Stopwatch.GetTimestamp());
            }
            else if (seen is not null && Stopwatch.GetElapsedTime(since) > JoinLease.Duration)
            {
                // Times of the Lease are not read, as clocks differ: it has expired when it did not change while this silo watched.
                await _lease.Remove(seen, cancellationToken);
                seen = null;
            }

            if (seen is not null)
            {
                await Task.Delay(LongestPoll * (0.5 + (Random.Shared.NextDouble() / 2)), cancellationToken);
            }
        }
    }

    [LoggerMessage(451, LogLevel.Information, "This silo joins without the join lock: {Reason}")]
    private partial void LogWithout(string reason);

    private sealed class Held(JoinLease lease, LeaseState own) : IAsyncDisposable
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

        public async ValueTask DisposeAsync()
        {
            using var limit = new CancellationTokenSource(Limit);
            try
            {
                await lease.Remove(own, limit.Token);
            }
            catch (Exception fault) when (ApiFault.IsFromServer(fault) || limit.IsCancellationRequested)
            {
                // The next silo deletes it after 3 s.
            }
        }
    }
}

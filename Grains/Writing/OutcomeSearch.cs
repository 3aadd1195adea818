using Microsoft.Extensions.Logging;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Writing;

/// <summary>A change that may be committed although nobody was told so.</summary>
internal interface IUncertain
{
    /// <summary>Whether it may have been committed before, so that it is looked for before it is made.</summary>
    bool MayBeCommitted { get; set; }
}

/// <summary>
/// Finds out what became of a change whose commit got no answer: it is looked for, and made again where it is not there, until the
/// store has told or the request's time is up. Only then its caller is told that it may have been made.
/// </summary>
internal sealed partial class OutcomeSearch(
    RegistryOptions options, TimeProvider clock, ConsistencyMetrics metrics, ILogger<OutcomeSearch> logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(500);

    /// <param name="name">What is changed.</param>
    /// <param name="change">The change.</param>
    /// <param name="attempt">Looks for it if it may be committed, and makes it if it is not.</param>
    /// <param name="cancellationToken">The caller's patience.</param>
    /// <exception cref="CommitOutcomeUnknownException">The request's time is up.</exception>
    public async Task<T> Run<T>(string name, IUncertain change, Func<Task<T>> attempt, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        for (var pause = TimeSpan.Zero; ; pause = Longer(pause))
        {
            try
            {
                return await attempt();
            }
            catch (CommitOutcomeUnknownException fault)
            {
                change.MayBeCommitted = true;
                metrics.Unknown();
                LogUnknown(name, fault.Message);
                GiveUpWhenTimeIsUp(name, startedAt, fault);
            }
            catch (StoreUnavailableException fault) when (change.MayBeCommitted)
            {
                GiveUpWhenTimeIsUp(name, startedAt, fault);
            }

            await Task.Delay(pause, clock, cancellationToken);
        }
    }

    private void GiveUpWhenTimeIsUp(string name, long startedAt, StoreUnavailableException fault)
    {
        if (clock.GetElapsedTime(startedAt) >= options.RequestTimeout)
        {
            throw new CommitOutcomeUnknownException($"The change of '{name}' may have been made, or not: {fault.Message}", fault);
        }
    }

    private static TimeSpan Longer(TimeSpan pause) =>
        pause == TimeSpan.Zero ? FirstPause : 2 * pause < LongestPause ? 2 * pause : LongestPause;

    [LoggerMessage(EventIds.CommitUnknown, LogLevel.Warning, "The outcome of a commit to {Name} is unknown; looking for it: {Reason}")]
    private partial void LogUnknown(string name, string reason);
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Grains.Changes;

/// <summary>
/// Follows the change log, once per process and for all who want to know: it listens for new numbers, looks anyway every few
/// seconds, and after a lost connection goes on where it was. Subscribers pull: each reads from the number it has come to, from
/// memory when it keeps up and from the store when it does not, so nothing is kept for a slow one.
/// </summary>
internal sealed partial class ChangeFollower(IChangeLog log, ChangeMetrics metrics, TimeProvider clock, ILogger<ChangeFollower> logger)
    : BackgroundService
{
    private const int PageSize = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly RecentChanges _recent = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Every change after a number that passes the filter, as they come, without end. Payloads lack contents.</summary>
    /// <param name="after">The number to begin after.</param>
    /// <param name="filter">Which ones.</param>
    /// <param name="cancellationToken">The way to end it.</param>
    /// <exception cref="InvalidDataException">Changes after the number are no longer kept.</exception>
    public async IAsyncEnumerable<NumberedChange> Follow(
        long after, ChangeFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var number = after;
        while (true)
        {
            var page = await Read(number, PageSize, filter, Timeout.InfiniteTimeSpan, cancellationToken);
            if (page.HasLost(number))
            {
                throw new InvalidDataException($"Changes after {number} are no longer kept.");
            }

            foreach (var change in page.Changes)
            {
                yield return change;
            }

            number = page.Through;
        }
    }

    /// <summary>
    /// The changes after a number, up to a limit. When there is none it waits; when the time is over it tells how far it has
    /// looked. Without a wait the store is asked, which may know of more than memory does yet.
    /// </summary>
    public async Task<ChangePage> Read(
        long after, int limit, ChangeFilter filter, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        var started = clock.GetTimestamp();
        while (true)
        {
            var arrival = _recent.Arrival;
            var remembered = wait == TimeSpan.Zero ? null : _recent.Read(after, limit, filter);
            var page = remembered ?? await log.ReadChanges(after, limit, filter, cancellationToken);
            var left = wait == Timeout.InfiniteTimeSpan ? wait : wait - clock.GetElapsedTime(started);
            var isOver = (left <= TimeSpan.Zero && left != Timeout.InfiniteTimeSpan) || _stopping.IsCancellationRequested;
            if (!page.Changes.IsEmpty || page.HasLost(after) || after > page.Position.Highest || isOver)
            {
                return page;
            }

            var isAtEnd = page.Through >= page.Position.Highest;
            after = page.Through;
            if (isAtEnd && !await WaitFor(arrival, left, ending.Token, cancellationToken))
            {
                return page;
            }
        }
    }

    public Task<LogPosition> ReadPosition(CancellationToken cancellationToken) => log.ReadPosition(cancellationToken);

    /// <summary>Which log this is; asked for once.</summary>
    public async ValueTask<Guid> LogId(CancellationToken cancellationToken) =>
        (_recent.Position ?? await log.ReadPosition(cancellationToken)).LogId;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _stopping.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in log.Listen(stoppingToken))
                {
                    await CatchUp(stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogLost(fault.Message);
            }

            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CatchUp(CancellationToken cancellationToken)
    {
        if (_recent.Position is not { } known)
        {
            _recent.Reset(await log.ReadPosition(cancellationToken));
            return;
        }

        while (true)
        {
            var page = await log.ReadChanges(known.Highest, PageSize, ChangeFilter.Everything, cancellationToken);
            var (behind, isSame) = (page.Position.Highest - known.Highest, page.Position.LogId == known.LogId);
            if (!isSame || behind < 0 || behind > _recent.Capacity || page.HasLost(known.Highest)
                || !_recent.TryAppend(page.Position, page.Changes))
            {
                LogSkipped(known.Highest, page.Position.Highest);
                _recent.Reset(page.Position);
                return;
            }

            metrics.Unknown(page.Changes.Count(change => !ChangeEntries.IsKnown(change.Change)));
            known = _recent.Position!;
            if (page.Through >= page.Position.Highest)
            {
                return;
            }
        }
    }

    /// <summary>False when the time is over or the process stops.</summary>
    private async Task<bool> WaitFor(Task arrival, TimeSpan time, CancellationToken ending, CancellationToken caller)
    {
        try
        {
            return await arrival.OrTimeout(time, clock, ending);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return false;
        }
    }

    [LoggerMessage(EventIds.FollowerLost, LogLevel.Warning, "Lost touch with the change log and will go on where it was: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(EventIds.FollowerSkipped, LogLevel.Information, "The change log went from {Known} to {Highest}; going on from there")]
    private partial void LogSkipped(long known, long highest);
}

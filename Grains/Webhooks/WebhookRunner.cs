using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>
/// Delivers changes to one subscription, one after the other in the order of the log. Between attempts it holds nothing but a
/// place; an attempt under way is finished before it stops, so that its outcome is kept.
/// </summary>
internal sealed partial class WebhookRunner(Webhook webhook, WebhookParts parts, ILogger<WebhookRunner> logger)
{
    private const int PageSize = 100;
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    // How far the log was looked through without finding a change to deliver is stored this seldom: after a crash it is looked
    // through again, which delivers nothing twice.
    private static readonly TimeSpan KeepLooks = TimeSpan.FromSeconds(10);

    private readonly WebhookProgressKeeper _progress = new(webhook, parts);
    private readonly ChangeFilter _filter =
        new(webhook.Context, webhook.NamePrefix, ChangeEntries.KindsOf(WebhookForms.TypesOf(webhook)));

    private bool _hasQueuedLetters = webhook.HasQueuedLetters;
    private long _looked = webhook.Progress.Position;
    private long _keptAt = parts.Clock.GetTimestamp();

    public long Revision => webhook.Revision;

    /// <summary>Whether dead letters wait to be delivered again.</summary>
    public bool HasQueuedLetters
    {
        get => Volatile.Read(ref _hasQueuedLetters);
        set => Volatile.Write(ref _hasQueuedLetters, value);
    }

    /// <summary>Ends when it is told to, when it is suspended, or when somebody else moved or removed the subscription.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _progress.Stored.Suspended is null)
        {
            try
            {
                if (!await Step(stop))
                {
                    return;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                LogLost(webhook.Id, fault.Message);
                await Task.Delay(Pause, parts.Clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<bool> Step(CancellationToken stop)
    {
        if (HasQueuedLetters)
        {
            HasQueuedLetters = false;
            if (!await new QueuedLetters(webhook, parts, _progress).DeliverAgain(stop))
            {
                return false;
            }
        }

        var page = await parts.Follower.Read(_looked, PageSize, _filter, Wait, stop);
        if (page.HasLost(_looked))
        {
            var place = new ChangeToken(page.Position.LogId, page.Position.Pruned);
            var now = parts.Clock.GetUtcNow().ToUnixTimeMilliseconds();
            return await Deliver(parts.Sender.EventOfGap(place.ToString(), now), place, now, stop);
        }

        if (_looked > page.Position.Highest)
        {
            return await Suspend("The change log ends before what was delivered; say where to begin", stop);
        }

        var types = WebhookForms.TypesOf(webhook);
        foreach (var change in page.Changes)
        {
            var entry = ChangeEntries.Of(change, page.Position.LogId);
            if (entry.Type != ChangeType.Unknown
                && ChangeEntries.IsWanted(entry.Type, types)
                && !await Deliver(parts.Sender.EventOf(entry), new ChangeToken(page.Position.LogId, change.Number), entry.At, stop))
            {
                return false;
            }
        }

        _looked = page.Through;
        return await KeepLook(stop);
    }

    private async Task<bool> KeepLook(CancellationToken stop)
    {
        if (_looked == _progress.Stored.Position || parts.Clock.GetElapsedTime(_keptAt) < KeepLooks)
        {
            return true;
        }

        return await Keep(new WebhookProgress(_looked), null, stop);
    }

    /// <summary>Tries until it is taken or given up. False when this runner has to end.</summary>
    private async Task<bool> Deliver(WebhookEvent sent, ChangeToken place, long changedAt, CancellationToken stop)
    {
        while (true)
        {
            await Rest(stop);
            if (!await _progress.MaySend(stop))
            {
                return false;
            }

            var result = await parts.Sender.Send(webhook.Url, webhook.Secret, sent.Id, sent.Body);
            if (result.IsTaken)
            {
                parts.Metrics.Taken(changedAt);
                _looked = place.Number;
                return await Keep(new WebhookProgress(place.Number), null, stop);
            }

            parts.Metrics.Failed();
            if (result.IsUnwanted)
            {
                return await Suspend(result.Error!, stop);
            }

            var attempts = _progress.Stored.Attempts + 1;
            if (attempts >= parts.Options.MaxAttempts)
            {
                return await GiveUp(sent, place, changedAt, attempts, result.Error!, stop);
            }

            var retryAt = (parts.Clock.GetUtcNow() + PauseAfter(attempts, result)).ToUnixTimeMilliseconds();
            if (!await Keep(_progress.Stored with { Attempts = attempts, RetryAt = retryAt, Error = result.Error }, null, stop))
            {
                return false;
            }
        }
    }

    private async Task<bool> GiveUp(
        WebhookEvent sent, ChangeToken place, long changedAt, int attempts, string error, CancellationToken stop)
    {
        if (await parts.Store.CountDeadLetters(webhook.Id, stop) >= parts.Options.MaxDeadLetters)
        {
            return await Suspend($"There are {parts.Options.MaxDeadLetters} dead letters. Last error: {error}", stop);
        }

        var now = parts.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var letter = new DeadLetter(place, sent.Type, sent.Subject, sent.Body, attempts, error, now);
        parts.Metrics.GivenUp(changedAt);
        LogGivenUp(webhook.Id, sent.Id, attempts, error);
        _looked = place.Number;
        return await Keep(new WebhookProgress(place.Number, Error: error), letter, stop);
    }

    /// <summary>Answers with false: nothing more is to be sent, however it is kept.</summary>
    private async Task<bool> Suspend(string reason, CancellationToken stop)
    {
        if (await Keep(_progress.Stored with { Suspended = reason, Error = reason }, null, stop))
        {
            LogSuspended(webhook.Id, reason);
        }

        return false;
    }

    private async Task<bool> Keep(WebhookProgress progress, DeadLetter? letter, CancellationToken stop)
    {
        _keptAt = parts.Clock.GetTimestamp();
        return await _progress.Keep(progress, letter, stop);
    }

    private async Task Rest(CancellationToken stop)
    {
        var left = _progress.Stored.RetryAt - parts.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var longest = parts.Options.LongestPause;
        if (left > 0)
        {
            var pause = TimeSpan.FromMilliseconds(left);
            await Task.Delay(pause < longest ? pause : longest, parts.Clock, stop);
        }
    }

    private TimeSpan PauseAfter(int attempts, WebhookResult result)
    {
        var pause = parts.Options.PauseAfter(attempts, Random.Shared.NextDouble());
        var asked = result.RetryAfter < parts.Options.LongestPause ? result.RetryAfter : parts.Options.LongestPause;
        return asked > pause ? asked : pause;
    }

    [LoggerMessage(EventIds.WebhookLost, LogLevel.Warning, "Cannot serve webhook {Webhook} for now: {Reason}")]
    private partial void LogLost(Guid webhook, string reason);

    [LoggerMessage(EventIds.WebhookSuspended, LogLevel.Warning, "Webhook {Webhook} gets nothing until its owner does something: {Reason}")]
    private partial void LogSuspended(Guid webhook, string reason);

    [LoggerMessage(EventIds.WebhookGaveUp, LogLevel.Warning, "Webhook {Webhook} did not take event {Event} in {Attempts} attempts: {Reason}")]
    private partial void LogGivenUp(Guid webhook, string @event, int attempts, string reason);
}

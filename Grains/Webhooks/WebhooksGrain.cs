using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Webhooks;

namespace SchemaRegistry.Grains.Webhooks;

/// <summary>Reads and changes webhooks in the store. Who delivers looks there too; see <see cref="WebhookDeliverer"/>.</summary>
[StatelessWorker(1), Reentrant]
internal sealed class WebhooksGrain(
    IWebhookStore store, WebhookEdits edits, ChangeFollower follower, WebhookOptions options, RegistryOptions registry, TimeProvider clock)
    : Grain, IWebhooksGrain
{
    private const int MaxLimit = 1_000;

    public async Task<ImmutableArray<WebhookAnswer>> List(CancellationToken cancellationToken)
    {
        var answers = ImmutableArray.CreateBuilder<WebhookAnswer>();
        foreach (var webhook in await store.ListWebhooks(cancellationToken))
        {
            answers.Add(await Show(webhook, cancellationToken));
        }

        return answers.ToImmutable();
    }

    public async Task<Outcome<WebhookAnswer>> Get(Guid id, CancellationToken cancellationToken) =>
        await store.FindWebhook(id, cancellationToken) is { } webhook
            ? await Show(webhook, cancellationToken)
            : RegistryErrors.WebhookNotFound(id);

    public async Task<Outcome<WebhookAnswer>> Add(WebhookRequest request, CancellationToken cancellationToken)
    {
        if (WebhookForms.Check(request, registry) is { } invalid)
        {
            return invalid;
        }

        if (request.Secret is not { } secret)
        {
            return RegistryErrors.InvalidWebhook("secret must not be absent");
        }

        var position = await PositionOf(request, cancellationToken);
        if (position.Error is { } error)
        {
            return error;
        }

        var webhook = WebhookForms.Of(
            request, secret, Guid.CreateVersion7(clock.GetUtcNow()), clock.GetUtcNow().ToUnixTimeMilliseconds(), revision: 1, position.Value);
        return await edits.Add(webhook, options.MaxWebhooks, cancellationToken)
            ? await Show(webhook, cancellationToken)
            : RegistryErrors.QuotaExceeded("There are too many webhooks", options.MaxWebhooks);
    }

    public async Task<Outcome<WebhookAnswer>> Replace(Guid id, WebhookRequest request, CancellationToken cancellationToken)
    {
        if (WebhookForms.Check(request, registry) is { } invalid)
        {
            return invalid;
        }

        var moves = request.Token is not null || request.Start is not null;
        var position = moves ? await PositionOf(request, cancellationToken) : 0;
        if (position.Error is { } error)
        {
            return error;
        }

        if (await store.FindWebhook(id, cancellationToken) is not { } known)
        {
            return RegistryErrors.WebhookNotFound(id);
        }

        var webhook = WebhookForms.Of(
            request, request.Secret ?? known.Secret, id, known.CreatedAt, known.Revision + 1, moves ? position.Value : known.Progress.Position);
        return await edits.Replace(webhook, moves, cancellationToken)
            ? await Get(id, cancellationToken)
            : RegistryErrors.WebhookChangedMeanwhile(id);
    }

    public async Task<Outcome<WebhookAnswer>> Remove(Guid id, CancellationToken cancellationToken)
    {
        var removed = await Get(id, cancellationToken);
        return removed.Error is not null || await edits.Remove(id, cancellationToken)
            ? removed
            : RegistryErrors.WebhookNotFound(id);
    }

    public async Task<Outcome<ImmutableArray<DeadLetter>>> ListLetters(
        Guid id, string? after, int limit, CancellationToken cancellationToken)
    {
        var place = after is null ? 0 : NumberOf(after);
        if (place is null || await store.FindWebhook(id, cancellationToken) is null)
        {
            return place is null ? RegistryErrors.InvalidChangeToken() : RegistryErrors.WebhookNotFound(id);
        }

        return await store.ListDeadLetters(id, place.Value, Math.Clamp(limit, 1, MaxLimit), cancellationToken);
    }

    public async Task<Outcome<DeadLetter>> GetLetter(Guid id, string letter, CancellationToken cancellationToken) =>
        NumberOf(letter) is { } number && await store.FindDeadLetter(id, number, cancellationToken) is { } found
            ? found
            : RegistryErrors.DeadLetterNotFound(letter);

    public Task<Outcome<int>> Redeliver(Guid id, string? letter, CancellationToken cancellationToken) =>
        OnLetters(id, letter, store.QueueDeadLetters, cancellationToken);

    public Task<Outcome<int>> Discard(Guid id, string? letter, CancellationToken cancellationToken) =>
        OnLetters(id, letter, store.RemoveDeadLetters, cancellationToken);

    private async Task<Outcome<int>> OnLetters(
        Guid id, string? letter, Func<Guid, long?, CancellationToken, Task<int>> change, CancellationToken cancellationToken)
    {
        if (await store.FindWebhook(id, cancellationToken) is null)
        {
            return RegistryErrors.WebhookNotFound(id);
        }

        if (letter is null)
        {
            return await change(id, null, cancellationToken);
        }

        return NumberOf(letter) is { } number && await change(id, number, cancellationToken) is var count and > 0
            ? count
            : RegistryErrors.DeadLetterNotFound(letter);
    }

    private async Task<Outcome<long>> PositionOf(WebhookRequest request, CancellationToken cancellationToken)
    {
        var position = await follower.ReadPosition(cancellationToken);
        if (request.Token is null)
        {
            return request.Start == ChangesStart.Beginning ? position.Pruned : position.Highest;
        }

        if (!ChangeToken.TryParse(request.Token, out var token))
        {
            return RegistryErrors.InvalidChangeToken();
        }

        return token.LogId != position.LogId || token.Number > position.Highest ? RegistryErrors.ForeignChangeToken()
            : token.Number < position.Pruned ? RegistryErrors.ChangesNotKept()
            : token.Number;
    }

    private async Task<WebhookAnswer> Show(Webhook webhook, CancellationToken cancellationToken) => WebhookForms.Show(
        webhook, await follower.LogId(cancellationToken), await store.CountDeadLetters(webhook.Id, cancellationToken));

    private static long? NumberOf(string letter) => ChangeToken.TryParse(letter, out var token) ? token.Number : null;
}

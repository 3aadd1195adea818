using SchemaRegistry.Model;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Delivering
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task A_webhook_is_kept_as_it_was_given(StoreUnderTest tested)
    {
        var webhook = await Add(tested.Store);

        Assert.Equal(webhook, await tested.Another.FindWebhook(webhook.Id, Token));
        Assert.Contains(webhook, await tested.Another.ListWebhooks(Token));
    }

    public static async Task There_are_only_so_many_webhooks(StoreUnderTest tested)
    {
        await Add(tested.Store);

        Assert.False(await tested.Store.AddWebhook(New(), most: 1, Token));
    }

    public static async Task A_webhook_is_replaced_by_who_knows_it_as_it_is(StoreUnderTest tested)
    {
        var webhook = await Add(tested.Store);
        await tested.Store.KeepDelivery(new WebhookStep(webhook.Id, 5, new WebhookProgress(5, 2, 9, "failed", "full")), Token);
        var second = webhook with { Revision = 2, Url = "http://other/", Context = null, IsEnabled = false };

        Assert.True(await tested.Store.ReplaceWebhook(second, moves: false, Token));
        Assert.False(await tested.Another.ReplaceWebhook(second, moves: false, Token));
        Assert.Equal(second, await tested.Another.FindWebhook(webhook.Id, Token));

        var third = second with { Revision = 3, Progress = new WebhookProgress(1) };
        Assert.True(await tested.Another.ReplaceWebhook(third, moves: true, Token));
        Assert.Equal(third, await tested.Store.FindWebhook(webhook.Id, Token));
    }

    public static async Task A_delivery_is_kept_once_by_who_knows_where_it_began(StoreUnderTest tested)
    {
        var webhook = await Add(tested.Store);
        var step = new WebhookStep(webhook.Id, 5, new WebhookProgress(8), Letter(8));

        Assert.True(await tested.Store.KeepDelivery(step, Token));
        Assert.False(await tested.Another.KeepDelivery(step with { To = new WebhookProgress(7), Letter = Letter(7) }, Token));
        Assert.Equal(8, (await tested.Store.FindWebhook(webhook.Id, Token))!.Progress.Position);
        Assert.Equal([8], (await tested.Store.ListDeadLetters(webhook.Id, 0, 10, Token)).Select(letter => letter.Place.Number));
    }

    public static async Task A_failure_is_kept_while_the_webhook_is_as_it_was_and_a_delivery_always(StoreUnderTest tested)
    {
        var webhook = await Add(tested.Store);
        var changed = webhook with { Revision = 2, Url = "http://other/" };
        Assert.True(await tested.Store.ReplaceWebhook(changed, moves: false, Token));

        Assert.False(await tested.Another.KeepDelivery(
            new WebhookStep(webhook.Id, 5, new WebhookProgress(5, Error: "410", Suspended: "410"), Letter(6), Revision: 1), Token));
        Assert.Equal(changed, await tested.Store.FindWebhook(webhook.Id, Token));
        Assert.Equal(0, await tested.Store.CountDeadLetters(webhook.Id, Token));

        Assert.True(await tested.Another.KeepDelivery(new WebhookStep(webhook.Id, 5, new WebhookProgress(6), Revision: null), Token));
        Assert.True(await tested.Another.KeepDelivery(new WebhookStep(webhook.Id, 6, new WebhookProgress(6, 1, Error: "500"), Revision: 2), Token));
    }

    public static async Task Dead_letters_are_listed_queued_and_removed(StoreUnderTest tested)
    {
        var webhook = await Add(tested.Store);
        for (var number = 6; number <= 9; number++)
        {
            await tested.Store.KeepDelivery(new WebhookStep(webhook.Id, number - 1, new WebhookProgress(number), Letter(number)), Token);
        }

        var letter = Letter(8) with { Place = new ChangeToken((await tested.Store.ReadPosition(Token)).LogId, 8) };
        Assert.Equal([7, 8], (await tested.Store.ListDeadLetters(webhook.Id, 6, 2, Token)).Select(letter => letter.Place.Number));
        Assert.Equal(letter, await tested.Store.FindDeadLetter(webhook.Id, 8, Token));
        Assert.Null(await tested.Store.FindQueuedLetter(webhook.Id, Token));

        Assert.Equal((1, 0), (await tested.Store.QueueDeadLetters(webhook.Id, 8, Token), await tested.Store.QueueDeadLetters(webhook.Id, 99, Token)));
        Assert.True((await tested.Another.FindWebhook(webhook.Id, Token))!.HasQueuedLetters);
        Assert.Equal(letter with { IsQueued = true }, await tested.Another.FindQueuedLetter(webhook.Id, Token));
        await tested.Store.KeepLetterFailure(webhook.Id, 2, 8, "of a receiver before", Token);
        await tested.Store.KeepLetterFailure(webhook.Id, 1, 8, "again", Token);
        Assert.Equal(letter with { Attempts = 4, Error = "again" }, await tested.Store.FindDeadLetter(webhook.Id, 8, Token));

        Assert.Equal(4, await tested.Store.QueueDeadLetters(webhook.Id, null, Token));
        Assert.Equal((1, 3), (await tested.Store.RemoveDeadLetters(webhook.Id, 6, Token), await tested.Store.CountDeadLetters(webhook.Id, Token)));
        Assert.True(await tested.Store.RemoveWebhook(webhook.Id, Token));
        Assert.Equal((false, 0), (await tested.Store.RemoveWebhook(webhook.Id, Token), await tested.Store.CountDeadLetters(webhook.Id, Token)));
    }

    public static async Task One_process_at_a_time_has_the_turn_to_deliver(StoreUnderTest tested)
    {
        await using var first = await tested.Store.OpenDeliveryTurn(Token);
        await using var second = await tested.Another.OpenDeliveryTurn(Token);
        await Eventually.Be("the turn", Deadline, () => first.TryTake(Token));
        await first.Confirm(Token);

        Assert.True(await first.TryTake(Token));
        Assert.False(await second.TryTake(Token));
        await first.DisposeAsync();
        await Eventually.Be("the turn to be given back", Deadline, () => second.TryTake(Token));
    }

    private static async Task<Webhook> Add(IRegistryStore store)
    {
        var webhook = New();
        Assert.True(await store.AddWebhook(webhook, most: 1_000, Token));
        return webhook;
    }

    private static Webhook New() => new(
        Guid.NewGuid(), 1_700_000_000_000, 1, "http://receiver/", "secret", "", ".context", "prefix", "1,2", true, new WebhookProgress(5));

    private static DeadLetter Letter(long number) => new(new ChangeToken(Guid.Empty, number), "type", "subject", "{}", 3, "failed", 1_700_000_000_001);
}

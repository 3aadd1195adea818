namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Webhooks made, shown, replaced and removed. They are disabled: what they deliver is no matter of a protocol.</summary>
public sealed class WebhookCases(IDoor door) : DoorCases(door)
{
    private const string Url = "https://hooks.example.com/registry";

    public async Task A_webhook_is_shown_as_it_was_made()
    {
        var hook = new Hook(Url) { Context = Context, Kinds = ["registered", "permanently_deleted"] };
        var made = await Door.AddWebhook(hook);

        var shown = await Door.Webhook(made.Id);
        Assert.Equal((Url, Context, false), (shown.Url, shown.Context, shown.Enabled));
        Assert.Equal(hook.Kinds, shown.Kinds);
        Assert.Contains(made.Id, await Door.Webhooks());
    }

    public async Task A_webhook_is_replaced()
    {
        var made = await Door.AddWebhook(new Hook(Url) { Context = Context });
        await Door.ReplaceWebhook(made.Id, new Hook(Url + "/other"));

        var shown = await Door.Webhook(made.Id);
        Assert.Equal((Url + "/other", null), (shown.Url, shown.Context));
    }

    public async Task A_webhook_is_removed()
    {
        var made = await Door.AddWebhook(new Hook(Url));
        await Door.RemoveWebhook(made.Id);

        await Refused(40490, Door.Webhook(made.Id));
        Assert.DoesNotContain(made.Id, await Door.Webhooks());
    }

    public async Task A_webhook_without_dead_letters_has_none_to_deliver_or_give_up()
    {
        var made = await Door.AddWebhook(new Hook(Url));

        Assert.Empty(await Door.DeadLetters(made.Id));
        Assert.Equal(0, await Door.RedeliverDeadLetters(made.Id));
        Assert.Equal(0, await Door.DiscardDeadLetters(made.Id));
    }

    public async Task What_makes_no_webhook_is_refused() => await Refused(42290, Door.AddWebhook(new Hook("ftp://hooks.example.com/")));

    public async Task A_webhook_that_is_not_there_is_not_found()
    {
        var id = Guid.NewGuid().ToString();

        await Refused(40490, Door.Webhook(id));
        await Refused(40490, Door.Webhook("none"));
        await Refused(40490, Door.RemoveWebhook(id));
        await Refused(40490, Door.ReplaceWebhook(id, new Hook(Url)));
        await Refused(40490, Door.DeadLetters(id));
    }
}

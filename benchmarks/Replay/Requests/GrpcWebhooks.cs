using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Webhooks over gRPC; see <see cref="RestWebhooks"/>.</summary>
internal static class GrpcWebhooks
{
    public static IEnumerable<Step> Any(Dice dice)
    {
        var id = dice.Chance(0.9) ? $"{{webhook:{dice.Next(50)}}}" : dice.Pick("x", "00000000-0000-0000-0000-000000000001");
        yield return dice.Next(11) switch
        {
            0 or 1 or 2 => Calls.OfWebhooks(
                new AddWebhookRequest { Settings = Settings(dice) }, static (api, request, options) => api.AddWebhookAsync(request, options)),
            3 => Calls.OfWebhooks(new ListWebhooksRequest(), static (api, request, options) => api.ListWebhooks(request, options)),
            4 or 5 => Calls.OfWebhooks(new GetWebhookRequest { WebhookId = id }, static (api, request, options) => api.GetWebhookAsync(request, options)),
            6 => Calls.OfWebhooks(
                new ReplaceWebhookRequest { WebhookId = id, Settings = Settings(dice) }, static (api, request, options) => api.ReplaceWebhookAsync(request, options)),
            7 => Calls.OfWebhooks(new RemoveWebhookRequest { WebhookId = id }, static (api, request, options) => api.RemoveWebhookAsync(request, options)),
            8 => Calls.OfWebhooks(
                new ListDeadLettersRequest { WebhookId = id, Limit = dice.Pick(0, 2, -1) }, static (api, request, options) => api.ListDeadLetters(request, options)),
            9 => Calls.OfWebhooks(
                new RedeliverDeadLettersRequest { WebhookId = id, DeadLetterId = dice.Pick("", "x") },
                static (api, request, options) => api.RedeliverDeadLettersAsync(request, options)),
            10 when dice.Chance(0.5) => Calls.OfWebhooks(
                new GetDeadLetterRequest { WebhookId = id, DeadLetterId = "x" }, static (api, request, options) => api.GetDeadLetterAsync(request, options)),
            _ => Calls.OfWebhooks(
                new DiscardDeadLettersRequest { WebhookId = id }, static (api, request, options) => api.DiscardDeadLettersAsync(request, options)),
        };
    }

    private static WebhookSettings Settings(Dice dice)
    {
        var settings = new WebhookSettings
        {
            Url = dice.Pick("https://example.org/hook", "https://example.org/hook", "http://10.0.0.1/", "x"),
            Secret = dice.Pick("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", ""),
            Description = "Of the replay",
            NamePrefix = "never-there-",
            Disabled = dice.Chance(0.5),
            Start = dice.Pick(WatchStart.Unspecified, WatchStart.Now, WatchStart.Beginning, WatchStart.Snapshot),
        };
        if (dice.Chance(0.5))
        {
            settings.Context = dice.Pick("", ".eu");
        }

        return settings;
    }
}

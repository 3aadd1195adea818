using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Messages;

/// <summary>Webhooks and dead letters as they are sent and shown. A secret is never shown.</summary>
internal static class WebhookMessages
{
    public static Outcome<WebhookRequest> Read(Wire.WebhookSettings? settings)
    {
        if (settings is null)
        {
            return GrpcErrors.Missing("settings");
        }

        if (settings.Start == Wire.WatchStart.Snapshot || !Enum.IsDefined(settings.Start))
        {
            return RegistryErrors.InvalidWebhook($"A webhook cannot start with {settings.Start}");
        }

        var context = ContextName.Read(settings.Context);
        if (context.Error is { } invalid)
        {
            return invalid;
        }

        var kinds = ChangeMessages.Read(settings.Kinds);
        if (kinds.Error is { } unknown)
        {
            return RegistryErrors.InvalidWebhook(unknown.Message);
        }

        return new WebhookRequest(
            settings.Url,
            Given(settings.Secret),
            settings.Description,
            settings.HasContext ? context.Value : null,
            settings.NamePrefix,
            [.. kinds.Value.Distinct()],
            IsEnabled: !settings.Disabled,
            Given(settings.Token),
            settings.Start switch
            {
                Wire.WatchStart.Now => ChangesStart.Now,
                Wire.WatchStart.Beginning => ChangesStart.Beginning,
                _ => null,
            });
    }

    public static Wire.Webhook Show(WebhookAnswer webhook)
    {
        var shown = new Wire.Webhook
        {
            Id = webhook.Id.ToString(),
            Url = webhook.Url,
            Description = webhook.Description,
            NamePrefix = webhook.NamePrefix,
            Kinds = { webhook.Types.Select(WireEnums.Show) },
            State = WireEnums.Show(webhook.State),
            Token = webhook.Token,
            Attempts = webhook.Attempts,
            RetryTime = webhook.RetryAt == 0 ? null : SchemaMessages.Time(webhook.RetryAt),
            LastError = webhook.LastError ?? "",
            DeadLetters = webhook.DeadLetters,
            CreateTime = SchemaMessages.Time(webhook.CreatedAt),
        };
        if (webhook.Context is { } context)
        {
            shown.Context = context;
        }

        return shown;
    }

    public static Wire.DeadLetter Show(DeadLetter letter) => new()
    {
        Id = letter.Place.ToString(),
        Type = letter.Type,
        Subject = letter.Subject,
        Attempts = letter.Attempts,
        LastError = letter.Error,
        Queued = letter.IsQueued,
        FailTime = SchemaMessages.Time(letter.FailedAt),
        Event = letter.Event,
    };

    private static string? Given(string text) => text.Length == 0 ? null : text;
}

using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Gateway.Rest.Changes;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Webhooks;

/// <summary>Webhooks and dead letters as JSON. A secret is never shown.</summary>
internal static class WebhookJson
{
    public static void WriteAll(Utf8JsonWriter writer, ImmutableArray<WebhookAnswer> webhooks) => WriteAll(writer, webhooks, Write);

    public static void Write(Utf8JsonWriter writer, WebhookAnswer webhook)
    {
        writer.WriteStartObject();
        writer.WriteString("id", webhook.Id);
        writer.WriteString("url", webhook.Url);
        writer.WriteString("description", webhook.Description);
        writer.WriteString("context", webhook.Context);
        writer.WriteString("subjectPrefix", webhook.NamePrefix);
        writer.WriteStartArray("kinds");
        foreach (var type in webhook.Types)
        {
            writer.WriteStringValue(ChangeTypeNames.Of(type));
        }

        writer.WriteEndArray();
        writer.WriteBoolean("enabled", webhook.IsEnabled);
        writer.WriteString("state", webhook.State switch
        {
            WebhookState.Disabled => "disabled",
            WebhookState.Suspended => "suspended",
            _ => "active",
        });
        writer.WriteString("token", webhook.Token);
        writer.WriteNumber("attempts", webhook.Attempts);
        if (webhook.RetryAt != 0)
        {
            writer.WriteNumber("retryAt", webhook.RetryAt);
        }

        if (webhook.LastError is { } error)
        {
            writer.WriteString("lastError", error);
        }

        writer.WriteNumber("deadLetters", webhook.DeadLetters);
        writer.WriteNumber("ts", webhook.CreatedAt);
        writer.WriteEndObject();
    }

    public static void WriteLetters(Utf8JsonWriter writer, ImmutableArray<DeadLetter> letters) =>
        WriteAll(writer, letters, WriteLetter);

    public static void WriteLetter(Utf8JsonWriter writer, DeadLetter letter)
    {
        writer.WriteStartObject();
        writer.WriteString("id", letter.Place.ToString());
        writer.WriteString("type", letter.Type);
        writer.WriteString("subject", letter.Subject);
        writer.WriteNumber("attempts", letter.Attempts);
        writer.WriteString("lastError", letter.Error);
        writer.WriteBoolean("queued", letter.IsQueued);
        writer.WriteNumber("ts", letter.FailedAt);
        if (letter.Event.Length > 0)
        {
            writer.WritePropertyName("event");
            writer.WriteRawValue(letter.Event, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }

    public static void WriteCount(Utf8JsonWriter writer, int count)
    {
        writer.WriteStartObject();
        writer.WriteNumber("count", count);
        writer.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter writer, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            write(writer, item);
        }

        writer.WriteEndArray();
    }
}

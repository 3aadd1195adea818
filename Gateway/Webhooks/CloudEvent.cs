using System.Buffers;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Changes;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>A change as an event of CloudEvents 1.0, structured in JSON. Its data are what <c>/changes</c> shows.</summary>
internal static class CloudEvent
{
    public const string MediaType = "application/cloudevents+json";

    private const string TypePrefix = "schemaregistry.v1.";
    private const string Source = "urn:schemaregistry";
    private const string Gap = TypePrefix + "gap";

    public static WebhookEvent Of(ChangeEntry change)
    {
        var type = TypePrefix + ChangeTypeNames.Of(change.Type);
        var subject = change.Subject ?? $":{change.Context}:";
        return new WebhookEvent(
            change.Token,
            type,
            subject,
            Write(change.Token, type, $"{Source}:{change.Region}", subject, change.At, writer => ChangeJson.Write(writer, change)));
    }

    /// <summary>Tells a receiver that it has missed something for good.</summary>
    public static WebhookEvent OfGap(string token, long at) => new(
        token,
        Gap,
        "",
        Write(token, Gap, Source, null, at, writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("token", token);
            writer.WriteString("message", "Changes up to this token are no longer kept and were not delivered: list what there is now");
            writer.WriteEndObject();
        }));

    private static string Write(string id, string type, string source, string? subject, long at, Action<Utf8JsonWriter> data)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, EncodedJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", id);
            writer.WriteString("source", source);
            writer.WriteString("type", type);
            if (subject is not null)
            {
                writer.WriteString("subject", subject);
            }

            writer.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(at));
            writer.WriteString("datacontenttype", "application/json");
            writer.WritePropertyName("data");
            data(writer);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}

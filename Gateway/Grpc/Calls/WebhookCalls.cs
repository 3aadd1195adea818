using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Grpc.Streams;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Webhooks and their dead letters; what <c>/webhooks</c> is in REST.</summary>
internal static class WebhookCalls
{
    private const int LettersPage = 1_000;

    public static async IAsyncEnumerable<Wire.ListWebhooksResponse> List(GrpcCall call)
    {
        foreach (var webhook in await call.Webhooks.List(call.Cancelled))
        {
            yield return new Wire.ListWebhooksResponse { Webhook = WebhookMessages.Show(webhook) };
        }
    }

    public static Task<Outcome<Wire.GetWebhookResponse>> Get(GrpcCall call, Wire.GetWebhookRequest request) =>
        OnWebhook(request.WebhookId, id => call.Webhooks.Get(id, call.Cancelled))
            .Then(webhook => new Wire.GetWebhookResponse { Webhook = WebhookMessages.Show(webhook) });

    public static async Task<Outcome<Wire.AddWebhookResponse>> Add(GrpcCall call, Wire.AddWebhookRequest request)
    {
        var settings = WebhookMessages.Read(request.Settings);
        return settings.Error is { } invalid
            ? invalid
            : await call.Webhooks.Add(settings.Value!, call.Cancelled)
                .Then(webhook => new Wire.AddWebhookResponse { Webhook = WebhookMessages.Show(webhook) });
    }

    public static async Task<Outcome<Wire.ReplaceWebhookResponse>> Replace(GrpcCall call, Wire.ReplaceWebhookRequest request)
    {
        var settings = WebhookMessages.Read(request.Settings);
        return settings.Error is { } invalid
            ? invalid
            : await OnWebhook(request.WebhookId, id => call.Webhooks.Replace(id, settings.Value!, call.Cancelled))
                .Then(webhook => new Wire.ReplaceWebhookResponse { Webhook = WebhookMessages.Show(webhook) });
    }

    public static Task<Outcome<Wire.RemoveWebhookResponse>> Remove(GrpcCall call, Wire.RemoveWebhookRequest request) =>
        OnWebhook(request.WebhookId, id => call.Webhooks.Remove(id, call.Cancelled))
            .Then(webhook => new Wire.RemoveWebhookResponse { Webhook = WebhookMessages.Show(webhook) });

    public static async IAsyncEnumerable<Wire.ListDeadLettersResponse> ListLetters(GrpcCall call, Wire.ListDeadLettersRequest request)
    {
        var after = OneOrAll(request.AfterDeadLetterId);
        for (var left = Paging.LimitOf(request.Limit); left > 0;)
        {
            var size = Math.Min(left, LettersPage);
            var page = (await OnWebhook(
                request.WebhookId, id => call.Webhooks.ListLetters(id, after, size, call.Cancelled))).OrThrow();
            foreach (var letter in page)
            {
                yield return new Wire.ListDeadLettersResponse { DeadLetter = WebhookMessages.Show(letter) };
            }

            if (page.Length < size)
            {
                yield break;
            }

            (after, left) = (page[^1].Place.ToString(), left - size);
        }
    }

    public static Task<Outcome<Wire.GetDeadLetterResponse>> GetLetter(GrpcCall call, Wire.GetDeadLetterRequest request) =>
        OnWebhook(request.WebhookId, id => call.Webhooks.GetLetter(id, request.DeadLetterId, call.Cancelled))
            .Then(letter => new Wire.GetDeadLetterResponse { DeadLetter = WebhookMessages.Show(letter) });

    public static Task<Outcome<Wire.RedeliverDeadLettersResponse>> Redeliver(GrpcCall call, Wire.RedeliverDeadLettersRequest request) =>
        OnWebhook(request.WebhookId, id => call.Webhooks.Redeliver(id, OneOrAll(request.DeadLetterId), call.Cancelled))
            .Then(count => new Wire.RedeliverDeadLettersResponse { Count = count });

    public static Task<Outcome<Wire.DiscardDeadLettersResponse>> Discard(GrpcCall call, Wire.DiscardDeadLettersRequest request) =>
        OnWebhook(request.WebhookId, id => call.Webhooks.Discard(id, OneOrAll(request.DeadLetterId), call.Cancelled))
            .Then(count => new Wire.DiscardDeadLettersResponse { Count = count });

    private static string? OneOrAll(string id) => id.Length == 0 ? null : id;

    private static async Task<Outcome<T>> OnWebhook<T>(string given, Func<Guid, Task<Outcome<T>>> ask) =>
        Guid.TryParseExact(given, "D", out var id) ? await ask(id) : RegistryErrors.WebhookNotFound(given);
}

using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Webhooks;
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
        foreach (var webhook in (await call.Ask(new ListWebhooks(call.Reader))).OrThrow())
        {
            yield return new Wire.ListWebhooksResponse { Webhook = WebhookMessages.Show(webhook) };
        }
    }

    public static Task<Outcome<Wire.GetWebhookResponse>> Get(GrpcCall call, Wire.GetWebhookRequest request) =>
        OnWebhook(call, request.WebhookId, id => new ReadWebhook(call.Reader, id))
            .Then(webhook => new Wire.GetWebhookResponse { Webhook = WebhookMessages.Show(webhook) });

    public static async Task<Outcome<Wire.AddWebhookResponse>> Add(GrpcCall call, Wire.AddWebhookRequest request)
    {
        var settings = WebhookMessages.Read(request.Settings);
        return settings.Error is { } invalid
            ? invalid
            : await call.Ask(new AddWebhook(call.Writer, settings.Value!))
                .Then(webhook => new Wire.AddWebhookResponse { Webhook = WebhookMessages.Show(webhook) });
    }

    public static async Task<Outcome<Wire.ReplaceWebhookResponse>> Replace(GrpcCall call, Wire.ReplaceWebhookRequest request)
    {
        var settings = WebhookMessages.Read(request.Settings);
        return settings.Error is { } invalid
            ? invalid
            : await OnWebhook(call, request.WebhookId, id => new ReplaceWebhook(call.Writer, id, settings.Value!))
                .Then(webhook => new Wire.ReplaceWebhookResponse { Webhook = WebhookMessages.Show(webhook) });
    }

    public static Task<Outcome<Wire.RemoveWebhookResponse>> Remove(GrpcCall call, Wire.RemoveWebhookRequest request) =>
        OnWebhook(call, request.WebhookId, id => new RemoveWebhook(call.Writer, id))
            .Then(webhook => new Wire.RemoveWebhookResponse { Webhook = WebhookMessages.Show(webhook) });

    public static async IAsyncEnumerable<Wire.ListDeadLettersResponse> ListLetters(GrpcCall call, Wire.ListDeadLettersRequest request)
    {
        var after = OneOrAll(request.AfterDeadLetterId);
        for (var left = Pages.LimitOf(request.Limit); left > 0;)
        {
            var size = Math.Min(left, LettersPage);
            var page = (await OnWebhook(
                call, request.WebhookId, id => new ListDeadLetters(call.Reader, id, after, size))).OrThrow();
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
        OnWebhook(call, request.WebhookId, id => new ReadDeadLetter(call.Reader, id, request.DeadLetterId))
            .Then(letter => new Wire.GetDeadLetterResponse { DeadLetter = WebhookMessages.Show(letter) });

    public static Task<Outcome<Wire.RedeliverDeadLettersResponse>> Redeliver(GrpcCall call, Wire.RedeliverDeadLettersRequest request) =>
        OnWebhook(call, request.WebhookId, id => new RedeliverDeadLetters(call.Writer, id, OneOrAll(request.DeadLetterId)))
            .Then(count => new Wire.RedeliverDeadLettersResponse { Count = count });

    public static Task<Outcome<Wire.DiscardDeadLettersResponse>> Discard(GrpcCall call, Wire.DiscardDeadLettersRequest request) =>
        OnWebhook(call, request.WebhookId, id => new DiscardDeadLetters(call.Writer, id, OneOrAll(request.DeadLetterId)))
            .Then(count => new Wire.DiscardDeadLettersResponse { Count = count });

    private static string? OneOrAll(string id) => id.Length == 0 ? null : id;

    private static async Task<Outcome<T>> OnWebhook<T>(GrpcCall call, string given, Func<Guid, Operation<T>> operation) =>
        Guid.TryParseExact(given, "D", out var id) ? await call.Ask(operation(id)) : RegistryErrors.WebhookNotFound(given);
}

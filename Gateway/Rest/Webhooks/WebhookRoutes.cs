using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Webhooks;

/// <summary><c>/webhooks</c>: who is told of changes by HTTP, and what could not be delivered. An addition to the protocol.</summary>
internal static class WebhookRoutes
{
    private const string Body = "webhook.request";
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapWebhooks(this IEndpointRouteBuilder routes)
    {
        routes.Get("/webhooks", Right.ManageWebhooks, List, WebhookOperations.List);
        routes.Post("/webhooks", Right.ManageWebhooks, Add, WebhookOperations.Add);
        routes.Get("/webhooks/{id}", Right.ManageWebhooks, Get, WebhookOperations.Get);
        routes.Put("/webhooks/{id}", Right.ManageWebhooks, Replace, WebhookOperations.Replace);
        routes.Delete("/webhooks/{id}", Right.ManageWebhooks, Remove, WebhookOperations.Remove);
        routes.Get("/webhooks/{id}/dead-letters", Right.ManageWebhooks, ListLetters, WebhookOperations.ListLetters);
        routes.Delete("/webhooks/{id}/dead-letters", Right.ManageWebhooks, Discard, WebhookOperations.DiscardAll);
        routes.Post("/webhooks/{id}/dead-letters/redeliver", Right.ManageWebhooks, Redeliver, WebhookOperations.RedeliverAll);
        routes.Get("/webhooks/{id}/dead-letters/{letter}", Right.ManageWebhooks, GetLetter, WebhookOperations.GetLetter);
        routes.Delete("/webhooks/{id}/dead-letters/{letter}", Right.ManageWebhooks, Discard, WebhookOperations.Discard);
        routes.Post("/webhooks/{id}/dead-letters/{letter}/redeliver", Right.ManageWebhooks, Redeliver, WebhookOperations.Redeliver);
    }

    private static async Task<Answer> List(RestCall call)
    {
        var webhooks = await call.Webhooks.List(call.Cancelled);
        return Answer.Json(writer => WebhookJson.WriteAll(writer, webhooks));
    }

    private static async Task<Answer> Add(RestCall call)
    {
        var body = await call.Body(Body, WebhookBody.Read);
        return Answer.Of(body.Error ?? await call.Webhooks.Add(body.Value!, call.Cancelled), WebhookJson.Write);
    }

    private static Task<Answer> Get(RestCall call) =>
        OnWebhook(call, id => call.Webhooks.Get(id, call.Cancelled), WebhookJson.Write);

    private static async Task<Answer> Replace(RestCall call)
    {
        var body = await call.Body(Body, WebhookBody.Read);
        return body.Error is { } error
            ? Answer.Error(error)
            : await OnWebhook(call, id => call.Webhooks.Replace(id, body.Value!, call.Cancelled), WebhookJson.Write);
    }

    private static Task<Answer> Remove(RestCall call) =>
        OnWebhook(call, id => call.Webhooks.Remove(id, call.Cancelled), WebhookJson.Write);

    private static async Task<Answer> ListLetters(RestCall call)
    {
        if (!call.Query.TryInt("limit", DefaultLimit, out var limit) || limit is < 1 or > MaxLimit)
        {
            return Answer.Error(RestErrors.BadRequest($"limit must be a number from 1 to {MaxLimit}"));
        }

        var after = call.Query.Text("after") is { Length: > 0 } given ? given : null;
        return await OnWebhook(
            call, id => call.Webhooks.ListLetters(id, after, limit, call.Cancelled), WebhookJson.WriteLetters);
    }

    private static Task<Answer> GetLetter(RestCall call) =>
        OnWebhook(call, id => call.Webhooks.GetLetter(id, call.PathText("letter"), call.Cancelled), WebhookJson.WriteLetter);

    private static Task<Answer> Redeliver(RestCall call) =>
        OnWebhook(call, id => call.Webhooks.Redeliver(id, LetterOf(call), call.Cancelled), WebhookJson.WriteCount);

    private static Task<Answer> Discard(RestCall call) =>
        OnWebhook(call, id => call.Webhooks.Discard(id, LetterOf(call), call.Cancelled), WebhookJson.WriteCount);

    private static string? LetterOf(RestCall call) => call.PathText("letter") is { Length: > 0 } letter ? letter : null;

    private static async Task<Answer> OnWebhook<T>(
        RestCall call, Func<Guid, Task<Outcome<T>>> ask, Action<System.Text.Json.Utf8JsonWriter, T> write) =>
        Guid.TryParseExact(call.PathText("id"), "D", out var id)
            ? Answer.Of(await ask(id), write)
            : Answer.Error(RegistryErrors.WebhookNotFound(call.PathText("id")));
}

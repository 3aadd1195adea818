using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Webhooks;
using SchemaRegistry.Gateway.Rest.Answers;
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
        routes.Get("/webhooks", Right.ManageWebhooks, List, WebhookDescriptions.List);
        routes.Post("/webhooks", Right.ManageWebhooks, Add, WebhookDescriptions.Add);
        routes.Get("/webhooks/{id}", Right.ManageWebhooks, Get, WebhookDescriptions.Get);
        routes.Put("/webhooks/{id}", Right.ManageWebhooks, Replace, WebhookDescriptions.Replace);
        routes.Delete("/webhooks/{id}", Right.ManageWebhooks, Remove, WebhookDescriptions.Remove);
        routes.Get("/webhooks/{id}/dead-letters", Right.ManageWebhooks, ListLetters, WebhookDescriptions.ListLetters);
        routes.Delete("/webhooks/{id}/dead-letters", Right.ManageWebhooks, Discard, WebhookDescriptions.DiscardAll);
        routes.Post("/webhooks/{id}/dead-letters/redeliver", Right.ManageWebhooks, Redeliver, WebhookDescriptions.RedeliverAll);
        routes.Get("/webhooks/{id}/dead-letters/{letter}", Right.ManageWebhooks, GetLetter, WebhookDescriptions.GetLetter);
        routes.Delete("/webhooks/{id}/dead-letters/{letter}", Right.ManageWebhooks, Discard, WebhookDescriptions.Discard);
        routes.Post("/webhooks/{id}/dead-letters/{letter}/redeliver", Right.ManageWebhooks, Redeliver, WebhookDescriptions.Redeliver);
    }

    private static async Task<Answer> List(RestCall call) =>
        Answer.Of(await call.Ask(new ListWebhooks(call.Caller)), WebhookJson.WriteAll);

    private static async Task<Answer> Add(RestCall call)
    {
        var body = await call.Body(Body, WebhookBody.Read);
        return body.Error is { } error
            ? Answer.Error(error)
            : Answer.Of(await call.Ask(new AddWebhook(call.Caller, body.Value!)), WebhookJson.Write);
    }

    private static Task<Answer> Get(RestCall call) =>
        OnWebhook(call, id => new ReadWebhook(call.Caller, id), WebhookJson.Write);

    private static async Task<Answer> Replace(RestCall call)
    {
        var body = await call.Body(Body, WebhookBody.Read);
        return body.Error is { } error
            ? Answer.Error(error)
            : await OnWebhook(call, id => new ReplaceWebhook(call.Caller, id, body.Value!), WebhookJson.Write);
    }

    private static Task<Answer> Remove(RestCall call) =>
        OnWebhook(call, id => new RemoveWebhook(call.Caller, id), WebhookJson.Write);

    private static async Task<Answer> ListLetters(RestCall call)
    {
        if (!call.Query.TryInt("limit", DefaultLimit, out var limit) || limit is < 1 or > MaxLimit)
        {
            return Answer.Error(RestErrors.BadRequest($"limit must be a number from 1 to {MaxLimit}"));
        }

        var after = call.Query.Text("after") is { Length: > 0 } given ? given : null;
        return await OnWebhook(call, id => new ListDeadLetters(call.Caller, id, after, limit), WebhookJson.WriteLetters);
    }

    private static Task<Answer> GetLetter(RestCall call) =>
        OnWebhook(call, id => new ReadDeadLetter(call.Caller, id, call.PathText("letter")), WebhookJson.WriteLetter);

    private static Task<Answer> Redeliver(RestCall call) =>
        OnWebhook(call, id => new RedeliverDeadLetters(call.Caller, id, LetterOf(call)), WebhookJson.WriteCount);

    private static Task<Answer> Discard(RestCall call) =>
        OnWebhook(call, id => new DiscardDeadLetters(call.Caller, id, LetterOf(call)), WebhookJson.WriteCount);

    private static string? LetterOf(RestCall call) => call.PathText("letter") is { Length: > 0 } letter ? letter : null;

    private static async Task<Answer> OnWebhook<T>(RestCall call, Func<Guid, Operation<T>> ask, Action<Utf8JsonWriter, T> write) =>
        Guid.TryParseExact(call.PathText("id"), "D", out var id)
            ? Answer.Of(await call.Ask(ask(id)), write)
            : Answer.Error(RegistryErrors.WebhookNotFound(call.PathText("id")));
}

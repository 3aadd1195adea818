using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Rest.Changes;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Webhooks;

/// <summary>The body of a webhook that is made or replaced.</summary>
internal static class WebhookBody
{
    public static Outcome<WebhookRequest> Read(BodyValue body)
    {
        if (body.Text("url") is not { Length: > 0 } url)
        {
            return RegistryErrors.InvalidWebhook("url must not be absent");
        }

        if (body.Text("from") is not (null or "now" or "start"))
        {
            return RegistryErrors.InvalidWebhook("from must be 'now' or 'start'");
        }

        var types = TypesOf(body);
        if (types.Error is { } unknown)
        {
            return unknown;
        }

        ChangesStart? start = body.Text("from") switch
        {
            "now" => ChangesStart.Now,
            "start" => ChangesStart.Beginning,
            _ => null,
        };
        return new WebhookRequest(
            url,
            body.Text("secret"),
            body.Text("description") ?? "",
            body.Text("context") is { Length: > 0 } context ? Dotted(context) : null,
            body.Text("subjectPrefix") ?? "",
            types.Value,
            body.Flag("enabled") ?? true,
            body.Text("after"),
            start);
    }

    private static string Dotted(string context) => context.StartsWith('.') ? context : "." + context;

    private static Outcome<ImmutableArray<ChangeType>> TypesOf(BodyValue body)
    {
        if (body.Member("kinds") is not { } kinds)
        {
            return ImmutableArray<ChangeType>.Empty;
        }

        if (kinds.Kind != JsonValueKind.Array)
        {
            return RegistryErrors.InvalidWebhook("kinds must be an array of strings");
        }

        var types = ImmutableArray.CreateBuilder<ChangeType>();
        foreach (var kind in kinds.Items())
        {
            if (kind.Kind != JsonValueKind.String || ChangeTypeNames.Find(kind.GetString()) is not { } type)
            {
                return RegistryErrors.InvalidWebhook($"kinds must be of {string.Join(", ", ChangeTypeNames.All)}");
            }

            if (!types.Contains(type))
            {
                types.Add(type);
            }
        }

        return types.ToImmutable();
    }
}

using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>Lets a process send to webhooks; needed wherever changes are delivered.</summary>
public static class WebhookServices
{
    public static IServiceCollection AddWebhookSender(this IServiceCollection services, WebhookSenderOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<IWebhookSender, WebhookSender>();
        return services;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Rest.Changes;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Gateway.Rest.Routes;
using SchemaRegistry.Gateway.Rest.Shortcuts;
using SchemaRegistry.Gateway.Rest.Webhooks;

namespace SchemaRegistry.Gateway.Rest.Hosting;

/// <summary>The pipeline and the routes of REST.</summary>
internal static class RestServices
{
    public static void AddRegistryRest(this IServiceCollection services)
    {
        services.AddSingleton<HeaderMemo>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // Ours answers with a body and lets the client finish sending; the server's would cut the connection.
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.RequestHeaderEncodingSelector = DecimalLength.For;
        });
    }

    public static void UseRegistryRest(this WebApplication app)
    {
        app.UseMiddleware<ByIdShortcut>();
        app.UseMiddleware<RequestMetricsMiddleware>();
        app.UseMiddleware<FaultMiddleware>();
        app.UseMiddleware<AdmissionMiddleware>();
        app.UseMiddleware<HostMiddleware>();
        app.UseMiddleware<CrossSiteMiddleware>();
        app.UseMiddleware<VersionShortcut>();
        app.UseMiddleware<RawPathMiddleware>();
        app.UseRouting();
        app.MapHealth();
        app.MapServer();
        app.MapSubjects();
        app.MapRegistration();
        app.MapVersions();
        app.MapSchemas();
        app.MapCompatibility();
        app.MapSettings();
        app.MapChanges();
        app.MapWebhooks();
        app.MapDocs();
    }
}

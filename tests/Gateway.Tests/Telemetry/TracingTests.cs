using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Telemetry;

[Slow]
public sealed class TracingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Requests_and_grain_calls_reach_the_collector()
    {
        var port = FreePort.Next();
        var received = new ConcurrentQueue<string>();
        await using var collector = Collector(port, received);
        await collector.StartAsync(Token);
        using var folder = new TempFolder();
        await using var registry = await RegistryProcess.Start(
            folder.Path,
            new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = $"http://127.0.0.1:{port}", ["OTEL_BSP_SCHEDULE_DELAY"] = "200" },
            Token);
        await registry.Client.GetAsync(new Uri("subjects/traced/versions", UriKind.Relative), Token);
        await Eventually.Be("the request and its grain call to be sent", TimeSpan.FromSeconds(30), () =>
            received.Any(body => body.Contains("/subjects/{subject}/versions", StringComparison.Ordinal))
            && received.Any(body => body.Contains("ISubjectGrain", StringComparison.Ordinal)));
    }

    private static WebApplication Collector(int port, ConcurrentQueue<string> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body);
            received.Enqueue($"{http.Request.Path} {Encoding.Latin1.GetString(body.ToArray())}");
            http.Response.ContentType = "application/grpc";
            http.Response.AppendTrailer("grpc-status", "0");
            await http.Response.Body.WriteAsync(new byte[5]);
        });
        return app;
    }
}

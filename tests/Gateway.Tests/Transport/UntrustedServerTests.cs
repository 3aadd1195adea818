using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Servers whose certificate is not trusted: what is told names the reason, not only that there is one.</summary>
public sealed class UntrustedServerTests
{
    [Fact]
    public async Task A_webhooks_receiver_that_is_not_trusted_is_said_to_be_that()
    {
        await using var receiver = new UntrustedServer();
        using var sender = new WebhookSender(
            new WebhookSenderOptions { AllowPrivate = true, Timeout = TimeSpan.FromSeconds(10) }, TimeProvider.System);

        var result = await sender.Send($"https://127.0.0.1:{receiver.Port}/", "whsec_c2VjcmV0", "id", "{}");

        AssertTells(result.Error!);
    }

    [Fact]
    public async Task A_collector_that_is_not_trusted_is_said_to_be_that_once()
    {
        await using var collector = new UntrustedServer();
        var log = new WarningLog();
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddLogging(logging => logging.AddProvider(log))
            .AddRegistryTracing(new Uri($"https://127.0.0.1:{collector.Port}"), "test")
            .BuildServiceProvider();
        var tracing = services.GetRequiredService<TracerProvider>();
        using var source = new ActivitySource("Npgsql");
        for (var round = 0; round < 2; round++)
        {
            source.StartActivity("statement")!.Dispose();
            tracing.ForceFlush();
        }

        AssertTells(Assert.Single(log.Lines));
    }

    private static void AssertTells(string told)
    {
        Assert.Contains("UntrustedRoot", told, StringComparison.Ordinal);
        Assert.DoesNotContain("inner exception", told, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', told);
    }
}

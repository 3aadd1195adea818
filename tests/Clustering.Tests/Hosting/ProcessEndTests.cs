using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Hosting;

/// <summary>How a process ends that nobody has asked to: by a part of it that fails.</summary>
[Slow]
public sealed class ProcessEndTests : IDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);
    private readonly TempFolder _folder = new();

    // Would end the process.
    private readonly TaskCompletionSource<int> _exit = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_part_that_fails_during_the_start_is_no_wish_to_stop() =>
        Assert.Equal(1, await Run(services => services.AddHostedService<FailsAtOnce>().AddHostedService<NeverStarts>()));

    [Fact]
    public async Task A_part_that_fails_later_is_no_wish_to_stop_either() =>
        Assert.Equal(1, await Run(services => services.AddHostedService<FailsWhenStarted>()));

    [Fact]
    public async Task Parts_that_fail_when_they_are_stopped_end_it_with_1() => Assert.Equal(
        1, await Run(services => services.AddHostedService<FailsWhenStarted>().AddHostedService<FailsToStop>().AddHostedService<FailsToStopToo>()));

    [Fact]
    public async Task A_part_that_never_stops_does_not_keep_it_from_ending()
    {
        var release = new TaskCompletionSource();

        var running = Run(services => services.AddSingleton(release).AddHostedService<FailsWhenStarted>().AddHostedService<NeverStops>());

        Assert.Equal(1, await _exit.Task.WaitAsync(Soon, Cancel));
        release.SetResult();
        await running;
    }

    private async Task<int> Run(Action<IServiceCollection> replace)
    {
        var names = new[] { "SERVER_PORT", "METRICS_PORT", "SILO_PORT", "GATEWAY_PORT", "GRPC_PORT" };
        var variables = names.Zip(FreePort.Next(names.Length)).ToDictionary(pair => pair.First, pair => pair.Second.ToString(CultureInfo.InvariantCulture));
        variables["DATA_DIR"] = _folder.Path;
        variables["DRAIN_SECONDS"] = "2";
        variables["LOG_LEVEL"] = "off";
        var running = RegistryHost.Run(SiloConfiguration.Read(variables.GetValueOrDefault), services =>
        {
            services.AddSingleton<Action<int>>(code => _exit.TrySetResult(code));
            replace(services);
        });
        return await running.WaitAsync(Soon, Cancel);
    }

    private sealed class FailsAtOnce : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.FromException(new InvalidOperationException("broken"));
    }

    private sealed class FailsWhenStarted(IHostApplicationLifetime lifetime) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Delay(Timeout.Infinite, lifetime.ApplicationStarted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new InvalidOperationException("broken");
        }
    }

    private sealed class NeverStarts : HostedService
    {
        public override Task StartAsync(CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);
    }

    private class FailsToStop : HostedService
    {
        public override Task StopAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("broken, too");
    }

    private sealed class FailsToStopToo : FailsToStop;

    private sealed class NeverStops(TaskCompletionSource release) : HostedService
    {
        public override Task StopAsync(CancellationToken cancellationToken) => release.Task;
    }

    private abstract class HostedService : IHostedService
    {
        public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

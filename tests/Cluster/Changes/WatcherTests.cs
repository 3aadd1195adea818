using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>
/// What many watchers cost.
/// </summary>
public sealed class WatcherTests(Servers servers, ITestOutputHelper output)
{
    private const int InFlight = 64;
    private const int Pairs = 9;
    private const double LeastRatio = 0.7;
    private const double LeastRateRatio = 0.95;
    private const int MostBytesPerWatcher = 500_000;
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(8);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Campaign]
    public async Task A_hundred_idle_watchers_cost_registrations_little()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 1);
        var registry = cluster.Silos[0];
        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        var api = new Client(channel);
        await Measure(registry, api, "warm");

        var (rates, efforts) = (new List<double>(), new List<double>());
        for (var pair = 0; pair < Pairs; pair++)
        {
            // Each comes first as often as the other.
            var before = pair % 2 == 0 ? await Measure(registry, api, $"a{pair}") : null;
            Speed watched;
            await using (await Watchers.Open(registry, 100, ".idle"))
            {
                watched = await Measure(registry, api, $"w{pair}");
            }

            var alone = before ?? await Measure(registry, api, $"a{pair}");
            rates.Add(watched.Rate / alone.Rate);
            efforts.Add(alone.Effort / watched.Effort);
        }

        rates.Sort();
        efforts.Sort();
        output.WriteLine(
            $"With 100 idle watchers to none: registrations per second {rates[Pairs / 2]:F3} ({rates[0]:F3} to {rates[^1]:F3}), per processor second {efforts[Pairs / 2]:F3} ({efforts[0]:F3} to {efforts[^1]:F3})");
        Assert.True(efforts[Pairs / 2] > LeastRatio, $"The ratio was {efforts[Pairs / 2]:F3}");
        Assert.True(rates[Pairs / 2] >= LeastRateRatio, $"The ratio of throughput was {rates[Pairs / 2]:F3}");
    }

    [Fact]
    public async Task A_thousand_watchers_who_do_not_read_cost_bounded_memory()
    {
        const int Count = 1_000;
        const int Changes = 700;
        using var folder = new TempFolder();
        await using var registry = await RegistryProcess.Start(folder.Path, cancellationToken: Token);
        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        var api = new Client(channel);
        await Register(api, "warm", Changes);
        var before = Memory(registry);

        await using var watchers = await Watchers.Open(registry, Count, ".");
        var idle = Memory(registry) - before;
        await Register(api, "told", Changes);
        var told = Memory(registry) - before;
        await Register(api, "more", Changes);
        await Register(api, "most", Changes);
        var toldMore = Memory(registry) - before;

        output.WriteLine(
            $"Each of {Count} watchers: {idle / Count / 1_000} KB idle, {told / Count / 1_000} KB when it does not read {Changes} changes, {toldMore / Count / 1_000} KB after three times as many");
        Assert.True(toldMore / Count < MostBytesPerWatcher, $"{toldMore / Count} bytes each");
    }

    /// <summary>How fast subjects are registered, and what that costs the process.</summary>
    private static async Task<Speed> Measure(RegistryProcess registry, Client api, string prefix)
    {
        using var process = Process.GetProcessById(registry.Id);
        var (started, effort, count) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime, 0);
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async writer =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < Window; i++)
            {
                await RegisterOne(api, $"{prefix}-{writer}-{i}");
                Interlocked.Increment(ref count);
            }
        }));
        process.Refresh();
        return new Speed(
            count / Stopwatch.GetElapsedTime(started).TotalSeconds, (process.TotalProcessorTime - effort).TotalSeconds / count);
    }

    private static Task Register(Client api, string prefix, int count) =>
        Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = Token },
            async (i, _) => await RegisterOne(api, $"{prefix}-{i}"));

    private static async Task RegisterOne(Client api, string subject) => await api.RegisterAsync(
        new RegisterRequest { Subject = subject, Schema = new Schema { Type = SchemaType.Avro, Text = "\"string\"" } },
        new CallOptions(deadline: null, cancellationToken: Token));

    /// <summary>What the process has in memory, in bytes.</summary>
    private static long Memory(RegistryProcess registry)
    {
        var line = File.ReadLines($"/proc/{registry.Id}/status").First(text => text.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1_024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <param name="Rate">Registrations a second.</param>
    /// <param name="Effort">Processor seconds for each.</param>
    private sealed record Speed(double Rate, double Effort);
}

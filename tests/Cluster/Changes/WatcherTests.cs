using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Protos.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Gateway.Protos.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>
/// What many watchers cost. The bounds leave room for what else runs on the machine; the figures are told as messages, and with
/// <c>LONG_TESTS=1</c> measured for longer.
/// </summary>
public sealed class WatcherTests(Servers servers)
{
    private const int InFlight = 64;
    private const double LeastRatio = 0.7;
    private const int MostBytesPerWatcher = 500_000;
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("LONG_TESTS") == "1";
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(IsLong ? 8 : 1.5);
    private static readonly int Pairs = IsLong ? 9 : 3;
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_idle_watchers_cost_registrations_little()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 1);
        var registry = cluster.Silos[0];
        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        var api = new Client(channel);
        await Rate(api, "warm");

        var ratios = new List<double>();
        for (var pair = 0; pair < Pairs; pair++)
        {
            var alone = pair % 2 == 0 ? await Rate(api, $"a{pair}") : 0;
            var watched = 0.0;
            await using (await Watchers.Open(registry, 100, ".idle"))
            {
                watched = await Rate(api, $"w{pair}");
            }

            ratios.Add(watched / (alone > 0 ? alone : await Rate(api, $"a{pair}")));
        }

        ratios.Sort();
        TestContext.Current.SendDiagnosticMessage(
            "Registrations with 100 idle watchers to those with none: {0:F3} ({1:F3} to {2:F3})", ratios[Pairs / 2], ratios[0], ratios[^1]);
        Assert.True(ratios[Pairs / 2] > LeastRatio, $"The ratio was {ratios[Pairs / 2]:F3}");
    }

    [Fact]
    public async Task A_thousand_watchers_who_do_not_read_cost_bounded_memory()
    {
        const int Count = 1_000;
        const int Changes = 2_000;
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

        TestContext.Current.SendDiagnosticMessage(
            "Each of {0} watchers: {1} KB idle, {2} KB when it does not read {3} changes, {4} KB after three times as many",
            Count,
            idle / Count / 1_000,
            told / Count / 1_000,
            Changes,
            toldMore / Count / 1_000);
        Assert.True(toldMore / Count < MostBytesPerWatcher, $"{toldMore / Count} bytes each");
    }

    /// <summary>Registrations a second, each a new subject.</summary>
    private static async Task<double> Rate(Client api, string prefix)
    {
        var (started, count) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(async writer =>
        {
            for (var i = 0; Stopwatch.GetElapsedTime(started) < Window; i++)
            {
                await RegisterOne(api, $"{prefix}-{writer}-{i}");
                Interlocked.Increment(ref count);
            }
        }));
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
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
}

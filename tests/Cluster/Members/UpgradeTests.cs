using System.Diagnostics;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Silos of the previous build give way to this one, one after the other, in one cluster.</summary>
public sealed class UpgradeTests(Servers servers, ITestOutputHelper output)
{
    private const int Subjects = 30;
    private const int CallsPerSecond = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly Dictionary<string, string> ShortDelay = new() { ["DRAIN_DELAY_SECONDS"] = "1" };

    [Fact]
    public async Task Two_builds_side_by_side_lose_no_request_that_its_caller_tries_again()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 3, environment: ShortDelay, build: await PreviousBuild.Get());
        using var clients = new Clients(cluster);
        await clients.Prepare();
        await using var load = new SteadyLoad();
        load.Add(CallsPerSecond, clients.Call);

        cluster.Build = null;
        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(0, await cluster.Silos[silo].Terminate());
            await cluster.StartAgain(silo);
            var last = load.Answered;
            await Eventually.Be("the load to go on over both builds", Patience, () => load.Answered > last + (2 * CallsPerSecond));
        }

        await load.Stop();

        output.WriteLine($"{load.Answered} answers, {clients.TriedAgain} tried again, longest {load.LongestWait.TotalSeconds:0.00} s");
        Assert.Empty(load.Failures);
    }

    /// <summary>Callers that go on to the next silo when one has gone, as the clients of Kafka do.</summary>
    private sealed class Clients(RegistryCluster cluster) : IDisposable
    {
        private readonly HttpClient[] _clients =
            [.. cluster.Silos.Select(silo => new HttpClient { BaseAddress = silo.BaseAddress, Timeout = Patience })];

        private int _triedAgain;

        public int TriedAgain => _triedAgain;

        public async Task Prepare()
        {
            var api = new RegistryApi(_clients[0]);
            for (var subject = 0; subject < Subjects; subject++)
            {
                await api.Put($"config/upgraded-{subject}", new { compatibility = "NONE" });
                await api.Register($"upgraded-{subject}", AvroTexts.Record("First"));
            }
        }

        public async Task<string?> Call(int n)
        {
            var started = Stopwatch.GetTimestamp();
            for (var turn = n; ; turn++)
            {
                var wrong = await Ask(new RegistryApi(_clients[turn % _clients.Length]), n);
                if (wrong is null || Stopwatch.GetElapsedTime(started) > Patience)
                {
                    return wrong;
                }

                Interlocked.Increment(ref _triedAgain);
                await Task.Delay(50);
            }
        }

        public void Dispose() => Array.ForEach(_clients, client => client.Dispose());

        private static async Task<string?> Ask(RegistryApi api, int n)
        {
            try
            {
                return SteadyLoad.WrongIn(n % 4 == 0
                    ? await api.Register($"upgraded-{n % Subjects}", AvroTexts.Record($"R{n}"))
                    : await api.Get($"subjects/upgraded-{n % Subjects}/versions/latest"));
            }
            catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
            {
                return fault.Message;
            }
        }
    }
}

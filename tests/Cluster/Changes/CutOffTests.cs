using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>
/// Consumers that are cut off 200 times miss nothing and end with what the API shows. With <c>LONG_TESTS=1</c> there are 5,000
/// changes.
/// </summary>
public sealed class CutOffTests(ITestOutputHelper output)
{
    private const int Cuts = 200;
    private const int Writers = 4;
    private const string Context = ".cut-off";
    private const string LeaderSays = "numbers the change log";
    private static readonly int Changes = TestLength.Of(1_000, 5_000);
    private static readonly int MostBetweenCuts = 2 * Changes / Cuts;
    private static readonly TimeSpan LoadDeadline = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task On_one_process_with_SQLite()
    {
        using var folder = new TempFolder();
        await using var registry = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        await Hold(() => registry);
    }

    [Fact]
    public async Task On_three_processes_of_which_the_one_that_numbers_is_killed_and_whose_PostgreSQL_crashes()
    {
        await using var postgres = await PostgresServer.Start();
        await using var cluster = await RegistryCluster.Start(await postgres.CreateDatabase(), silos: 3);
        var leader = await LeaderOf(cluster);

        await Hold(
            Any(cluster),
            leader.Kill,
            async () =>
            {
                await postgres.Crash();
                await postgres.StartAgain();
            });

        await LeaderOf(cluster);
    }

    private static async Task<RegistryProcess> LeaderOf(RegistryCluster cluster)
    {
        await Eventually.Be("a process to lead", Deadline, () => cluster.Silos.Any(IsLeader));
        return cluster.Silos.First(IsLeader);
    }

    private static bool IsLeader(RegistryProcess registry) =>
        !registry.HasExited && registry.Output.Contains(LeaderSays, StringComparison.Ordinal);

    private static Func<RegistryProcess> Any(RegistryCluster cluster)
    {
        var turn = 0;
        return () =>
        {
            var living = cluster.Silos.Where(silo => !silo.HasExited).ToList();
            return living[(int)((uint)Interlocked.Increment(ref turn) % (uint)living.Count)];
        };
    }

    /// <param name="anyServer">A process that lives.</param>
    /// <param name="disturbances">What happens on the way, evenly spread.</param>
    private async Task Hold(Func<RegistryProcess> anyServer, params Func<Task>[] disturbances)
    {
        using var stopWriting = new CancellationTokenSource();
        using var stopReading = new CancellationTokenSource();
        var load = new ChangeLoad(() => anyServer().Client, Context, Writers);
        var consumer = new ChangeConsumer(() => anyServer().Client, Context, MostBetweenCuts, seed: 1);
        var watcher = new WatchConsumer(() => anyServer().GrpcAddress, Context, MostBetweenCuts, seed: 2);
        Task[] reading = [consumer.Run(Cuts, stopReading.Token), watcher.Run(Cuts, stopReading.Token)];
        var writing = load.Run(stopWriting.Token);
        for (var done = 0; done <= disturbances.Length; done++)
        {
            var part = (done + 1.0) / (disturbances.Length + 1);
            await Eventually.Be($"{part:P0} of all changes and cuts", LoadDeadline, () =>
                load.Acknowledged >= Changes * part && consumer.Cuts >= Cuts * part && watcher.Cuts >= Cuts * part);
            await (done < disturbances.Length ? disturbances[done]() : Task.CompletedTask);
        }

        await stopWriting.CancelAsync();
        await writing;
        await Agreement(new RegistryApi(anyServer().Client), load, consumer);
        await Eventually.Be("both consumers to have the same", Deadline, () => watcher.Tokens.Count == consumer.Changes.Count);
        await stopReading.CancelAsync();
        await Task.WhenAll(reading);

        Assert.Empty(ChangeFold.Of(consumer.Changes).Violations);
        Assert.True(consumer.Changes.Count >= load.Acknowledged, $"{consumer.Changes.Count} of {load.Acknowledged} changes came");
        Assert.Equal(consumer.Changes.Select(change => change.GetProperty("token").GetString()), watcher.Tokens);
        Assert.Equal((0, 0), (consumer.Repeated, watcher.OutOfOrder));
        output.WriteLine($"{consumer.Changes.Count} changes, {load.Acknowledged} acknowledged, {consumer.Cuts} and {watcher.Cuts} cuts");
    }

    private static async Task Agreement(RegistryApi api, ChangeLoad load, ChangeConsumer consumer)
    {
        var differences = new List<string>();
        try
        {
            await Eventually.Be("the consumer to have what the API shows", Deadline, async () =>
            {
                differences = await ChangeFold.Of(consumer.Changes).Differences(api, load.Subjects);
                return differences.Count == 0;
            });
        }
        catch (TimeoutException)
        {
            Assert.Empty(differences);
        }
    }
}

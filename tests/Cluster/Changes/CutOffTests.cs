using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>A consumer that is cut off 200 times misses nothing, sees nothing twice, and ends with what the API shows.</summary>
public sealed class CutOffTests(Servers servers)
{
    private const int Cuts = 200;
    private const int Changes = 2_000;
    private const int Writers = 4;
    private const string Context = ".cut-off";
    private const string LeaderSays = "numbers the change log";
    private static readonly TimeSpan LoadDeadline = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task On_one_process_with_SQLite()
    {
        using var folder = new TempFolder();
        await using var registry = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);

        await Hold(() => registry.Client, () => Task.CompletedTask);
    }

    [Fact]
    public async Task On_two_processes_with_PostgreSQL_of_which_the_one_that_numbers_is_killed()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 2);
        await Eventually.Be("a process to lead", Deadline, () => cluster.Silos.Any(Leads));
        var leader = cluster.Silos.First(Leads);
        var survivor = cluster.Silos.First(silo => silo != leader);
        var turn = 0;

        await Hold(
            () => leader.HasExited || Interlocked.Increment(ref turn) % 2 == 0 ? survivor.Client : leader.Client,
            leader.Kill);

        Assert.True(Leads(survivor));
    }

    private static bool Leads(RegistryProcess registry) => registry.Output.Contains(LeaderSays, StringComparison.Ordinal);

    private static async Task Hold(Func<HttpClient> anyServer, Func<Task> disturb)
    {
        using var stopWriting = new CancellationTokenSource();
        using var stopReading = new CancellationTokenSource();
        var load = new ChangeLoad(anyServer, Context, Writers);
        var consumer = new ChangeConsumer(anyServer, Context, seed: 1);
        var (writing, reading) = (load.Run(stopWriting.Token), consumer.Run(Cuts, stopReading.Token));
        await Eventually.Be("half of the changes", LoadDeadline, () => load.Acknowledged >= Changes / 2 && consumer.Cuts >= Cuts / 4);
        await disturb();
        await Eventually.Be(
            "all changes and all cuts", LoadDeadline, () => load.Acknowledged >= Changes && consumer.Cuts >= Cuts);
        await stopWriting.CancelAsync();
        await writing;

        var differences = new List<string>();
        try
        {
            await Eventually.Be("the consumer to have what the API shows", Deadline, async () =>
            {
                differences = await ChangeFold.Of(consumer.Changes).Differences(new RegistryApi(anyServer()), load.Subjects);
                return differences.Count == 0;
            });
        }
        catch (TimeoutException)
        {
            Assert.Empty(differences);
        }

        await stopReading.CancelAsync();
        await reading;
        Assert.Empty(ChangeFold.Of(consumer.Changes).Violations);
        Assert.True(consumer.Changes.Count >= load.Acknowledged, $"{consumer.Changes.Count} of {load.Acknowledged} changes came");
        Assert.Equal(0, consumer.Repeated);
    }
}

using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Webhooks;

/// <summary>Of several processes one delivers; when it dies, or its database does, nothing is lost.</summary>
public sealed class WebhookClusterTests(Servers servers)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private const string DelivererSays = "delivers to webhooks";
    private const int Part = 60;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private static readonly Dictionary<string, string> Settings = new()
    {
        ["WEBHOOK_ALLOW_PRIVATE"] = "true",
        ["WEBHOOK_RETRY_MILLISECONDS"] = "20",
    };

    [Fact]
    public async Task One_process_delivers_and_another_goes_on_for_it()
    {
        await using var postgres = await PostgresServer.Start();
        await using var cluster = await RegistryCluster.Start(await postgres.CreateDatabase(), silos: 3, environment: Settings);
        await using var receiver = new WebhookReceiver();
        await Subscribe(cluster, receiver);

        await Register(cluster, 1);
        await Arrival(receiver, Part);
        var deliverer = Assert.Single(cluster.Silos, Delivers);
        Assert.Equal(Part, receiver.Deliveries.Count);

        var writing = Register(cluster, 2);
        await deliverer.Kill();
        await writing;
        await Arrival(receiver, 2 * Part);
        Assert.Single(cluster.Silos, silo => !silo.HasExited && Delivers(silo));

        await postgres.Crash();
        await postgres.StartAgain();
        await Register(cluster, 3);
        await Arrival(receiver, 3 * Part);

        // One may have been under way when its sender was killed, and one when its place could not be kept.
        Assert.InRange(receiver.Deliveries.Count, 3 * Part, (3 * Part) + 2);
        Assert.Equal(Enumerable.Range(1, 3 * Part), Once(receiver).Select(delivery => (int)delivery.Data.GetProperty("revision").GetInt64()));
    }

    [Fact]
    public async Task A_process_that_was_frozen_sends_nothing_that_another_has_sent_meanwhile()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 2, environment: Settings);
        await using var receiver = new WebhookReceiver();
        await Subscribe(cluster, receiver);
        await Register(cluster, 1);
        await Arrival(receiver, Part);
        await Eventually.Be("the last delivery to be kept", Deadline, () => IsKept(cluster, receiver));
        var frozen = Assert.Single(cluster.Silos, Delivers);
        var other = cluster.Silos.First(silo => silo != frozen);

        await frozen.Signal("STOP");
        await Eventually.Be("the other one to deliver", Deadline, () => Delivers(other));
        await Register(cluster, 2, other);
        await Arrival(receiver, 2 * Part);
        await frozen.Signal("CONT");
        await Eventually.Be("the frozen one to notice", Deadline, () => frozen.HasExited || frozen.Output.Contains("Cannot deliver to webhooks", StringComparison.Ordinal));

        Assert.Equal(2 * Part, receiver.Deliveries.Count);
    }

    /// <summary>Longer than the database waits for word from who has the turn, which is 5 s.</summary>
    [Fact]
    public async Task A_process_that_stops_while_a_receiver_takes_its_time_leaves_nothing_to_be_sent_again()
    {
        var settings = new Dictionary<string, string>(Settings) { ["DRAIN_DELAY_SECONDS"] = "0" };
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 2, environment: settings);
        await using var receiver = new WebhookReceiver { Answer = _ => new ReceiverAnswer(After: Task.Delay(TimeSpan.FromSeconds(8))) };
        await Subscribe(cluster, receiver);
        await RegisterOne(cluster.Silos[0], fields: 1);
        await Arrival(receiver, 1);
        var stopping = Assert.Single(cluster.Silos, Delivers);
        var other = cluster.Silos.First(silo => silo != stopping);

        Assert.Equal(0, await stopping.Terminate());
        receiver.Answer = _ => new ReceiverAnswer();
        await RegisterOne(other, fields: 2);
        await Arrival(receiver, 2);

        Assert.Equal(2, receiver.Deliveries.Count);
    }

    private static async Task RegisterOne(RegistryProcess at, int fields) =>
        Assert.True((await new RegistryApi(at.Client).Register("s", AvroTexts.RecordOf(fields))).IsSuccess);

    private static bool Delivers(RegistryProcess registry) => registry.Output.Contains(DelivererSays, StringComparison.Ordinal);

    private static async Task Subscribe(RegistryCluster cluster, WebhookReceiver receiver)
    {
        var answer = await new RegistryApi(cluster.Silos[0].Client).Send(
            HttpMethod.Post, "webhooks", new { url = receiver.Url, secret = Secret });
        Assert.True(answer.IsSuccess, answer.ToString());
    }

    /// <summary>Makes a part of the changes of one subject; what the death of a process interrupts is tried again.</summary>
    private static async Task Register(RegistryCluster cluster, int part, RegistryProcess? at = null)
    {
        for (var change = 0; change < Part; change++)
        {
            var text = AvroTexts.RecordOf(((part - 1) * Part) + change + 1);
            await Eventually.Be("a registration", Deadline, async () =>
                (await new RegistryApi((at ?? cluster.Silos.First(silo => !silo.HasExited)).Client).Register("s", text)).IsSuccess);
        }
    }

    private static Task Arrival(WebhookReceiver receiver, int events) =>
        Eventually.Be($"{events} events", Deadline, () => Once(receiver).Count >= events);

    /// <summary>Whether the store knows of the last delivery. A sender that stops before it does is right to leave it to be sent again.</summary>
    private static async Task<bool> IsKept(RegistryCluster cluster, WebhookReceiver receiver)
    {
        var webhooks = await new RegistryApi(cluster.Silos[0].Client).Get("webhooks");
        return webhooks.Body[0].GetProperty("token").GetString() == receiver.Deliveries[^1].Id;
    }

    private static List<Delivery> Once(WebhookReceiver receiver) => [.. receiver.Deliveries.DistinctBy(delivery => delivery.Id)];
}

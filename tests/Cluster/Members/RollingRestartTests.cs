using Grpc.Net.Client;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Gateway.Protos.V1;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Every silo is stopped and started again, one after the other, while callers who never try again see nothing of it.</summary>
public sealed class RollingRestartTests(Servers servers, ITestOutputHelper output)
{
    private const int Subjects = 40;
    private static readonly int WritesPerSecond = TestLength.Of(20, 200);
    private static readonly int ReadsPerSecond = TestLength.Of(200, 2_000);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> ShortDelay = new() { ["DRAIN_DELAY_SECONDS"] = "3" };

    [Fact]
    public async Task Callers_behind_a_load_balancer_lose_no_request_over_REST_or_gRPC()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 3, environment: ShortDelay);
        await using var proxy = await HaProxy.Start(cluster.Silos);
        using var client = new HttpClient { BaseAddress = proxy.Rest, Timeout = Deadline };
        using var channel = GrpcChannel.ForAddress(proxy.Grpc, new GrpcChannelOptions { MaxRetryAttempts = 1 });
        await using var load = await Begin(new RegistryApi(client), new Gateway.Protos.V1.SchemaRegistry.SchemaRegistryClient(channel));

        for (var silo = 0; silo < 3; silo++)
        {
            Assert.Equal(0, await cluster.Silos[silo].Terminate());
            await cluster.StartAgain(silo);
        }

        var last = load.Answered;
        await Eventually.Be("the load to go on", Deadline, () => load.Answered > last + ReadsPerSecond);
        await load.Stop();

        output.WriteLine($"{load.Answered} answers, {load.Rate:0} a second, {load.Failures.Count} failures, longest {load.LongestWait.TotalSeconds:0.00} s");
        Assert.True(load.Failures.Count == 0, string.Join('\n', load.Failures));
    }

    private static async Task<SteadyLoad> Begin(RegistryApi rest, Gateway.Protos.V1.SchemaRegistry.SchemaRegistryClient grpc)
    {
        var ids = new int[Subjects];
        for (var subject = 0; subject < Subjects; subject++)
        {
            await rest.Put($"config/rolling-{subject}", new { compatibility = "NONE" });
            ids[subject] = (await rest.Register($"rolling-{subject}", AvroTexts.Record($"First{subject}"))).Id;
        }

        var load = new SteadyLoad();
        load.Add(ReadsPerSecond / 2, async n => SteadyLoad.WrongIn(n % 2 == 0
            ? await rest.Get($"schemas/ids/{ids[n % Subjects]}")
            : await rest.Get($"subjects/rolling-{n % Subjects}/versions/latest")));
        load.Add(WritesPerSecond / 2, async n => SteadyLoad.WrongIn(
            await rest.Register($"rolling-{n % Subjects}", AvroTexts.Record($"Rest{n}"))));
        load.Add(ReadsPerSecond / 2, async n =>
        {
            var version = await grpc.GetVersionAsync(new GetVersionRequest { Subject = $"rolling-{n % Subjects}" });
            return version.Version.Version > 0 ? null : "no version";
        });
        load.Add(WritesPerSecond / 2, async n =>
        {
            var registration = new RegisterRequest
            {
                Subject = $"rolling-{n % Subjects}",
                Schema = new Schema { Type = SchemaType.Avro, Text = AvroTexts.Record($"Grpc{n}") },
            };
            return (await grpc.RegisterAsync(registration)).Id > 0 ? null : "no id";
        });
        await Eventually.Be("the load to run", Deadline, () => load.Answered > ReadsPerSecond);
        return load;
    }
}

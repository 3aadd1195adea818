using System.Diagnostics;
using Grpc.Net.Client;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Members;

/// <summary>
/// Every silo is stopped and started again, one after the other, while callers who never try again see nothing of it. With
/// <c>LONG_TESTS=1</c> at many times the rate.
/// </summary>
public sealed class RollingRestartTests(Servers servers, ITestOutputHelper output)
{
    private const int Subjects = 40;

    // A machine that cannot keep up is asked for less, not buried.
    private const int UnderWay = 32;
    private static readonly int WritesPerSecond = TestLength.Of(10, 200);
    private static readonly int ReadsPerSecond = TestLength.Of(60, 2_000);

    // Who is restarted has served before; what is compiled meanwhile costs as much as a start.
    private static readonly int WarmUpSeconds = TestLength.Of(1, 45);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly Dictionary<string, string> ShortDelay = new() { ["DRAIN_DELAY_SECONDS"] = "3" };

    [Fact]
    public async Task Callers_behind_a_load_balancer_lose_no_request_over_REST_or_gRPC()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 3, environment: ShortDelay);
        await using var proxy = await HaProxy.Start(cluster.Silos);
        using var rest = new LeanRest(proxy.Rest);
        using var channel = GrpcChannel.ForAddress(proxy.Grpc, new GrpcChannelOptions { MaxRetryAttempts = 1 });
        await using var load = await Begin(rest, new Client(channel), await Prepare(cluster));
        output.WriteLine($"{load.Rate:0} answers a second before");

        var times = new List<string>();
        for (var silo = 0; silo < 3; silo++)
        {
            var (stopping, began) = (Stopwatch.StartNew(), TimeProvider.System.GetLocalNow());
            Assert.Equal(0, await cluster.Silos[silo].Terminate());
            var stopped = stopping.Elapsed.TotalSeconds;
            await cluster.StartAgain(silo);
            times.Add($"silo {silo} from {began:HH:mm:ss.fff}: stopped after {stopped:0.0} s, ready after {stopping.Elapsed.TotalSeconds:0.0} s");
        }

        var last = load.Answered;
        await Eventually.Be("the load to go on", Deadline, () => load.Answered > last + ReadsPerSecond);
        await load.Stop();

        output.WriteLine($"{load.Answered} answers, {load.Rate:0} a second, {load.Failures.Count} failures, longest {load.LongestWait.TotalSeconds:0.00} s");
        times.ForEach(output.WriteLine);
        Assert.True(load.Failures.Count == 0, $"{string.Join('\n', load.Failures.Take(50))}\nThe load balancer says:\n{proxy.Failures}");
    }

    private static async Task<int[]> Prepare(RegistryCluster cluster)
    {
        var (api, ids) = (new RegistryApi(cluster.Silos[0].Client), new int[Subjects]);
        for (var subject = 0; subject < Subjects; subject++)
        {
            await api.Put($"config/rolling-{subject}", new { compatibility = "NONE" });
            ids[subject] = (await api.Register($"rolling-{subject}", AvroTexts.Record($"First{subject}"))).Id;
        }

        return ids;
    }

    private static async Task<SteadyLoad> Begin(LeanRest rest, Client grpc, int[] ids)
    {
        var subjects = Enumerable.Range(0, Subjects).ToArray();
        var byId = ids.Select(id => rest.At($"schemas/ids/{id}")).ToArray();
        var latest = subjects.Select(subject => rest.At($"subjects/rolling-{subject}/versions/latest")).ToArray();
        var versions = subjects.Select(subject => rest.At($"subjects/rolling-{subject}/versions")).ToArray();
        var load = new SteadyLoad();
        load.Add(ReadsPerSecond / 2, n => rest.Get(n % 2 == 0 ? byId[n / 2 % Subjects] : latest[n / 2 % Subjects]), UnderWay);
        load.Add(WritesPerSecond / 2, n => rest.Post(versions[n % Subjects], Registration($"Rest{n}")), UnderWay);
        load.Add(ReadsPerSecond / 2, async n => n % 2 == 0 ? await ById(grpc, ids[n / 2 % Subjects]) : await Latest(grpc, n / 2 % Subjects), UnderWay);
        load.Add(WritesPerSecond / 2, async n => await Register(grpc, n % Subjects, $"Grpc{n}"), UnderWay);
        await Eventually.Be("the load to run", Deadline + TimeSpan.FromSeconds(WarmUpSeconds), () => load.Answered > WarmUpSeconds * ReadsPerSecond);
        return load;
    }

    private static string Registration(string name) =>
        $$"""{"schema":"{\"type\":\"record\",\"name\":\"{{name}}\",\"fields\":[]}"}""";

    private static async Task<string?> ById(Client grpc, int id)
    {
        var schema = await grpc.GetSchemaAsync(new GetSchemaRequest { Id = new SchemaId { Context = ".", Id = id } });
        return schema.Schema.Text.Length > 0 ? null : "no text";
    }

    private static async Task<string?> Latest(Client grpc, int subject)
    {
        var version = await grpc.GetVersionAsync(new GetVersionRequest { Subject = $"rolling-{subject}" });
        return version.Version.Version > 0 ? null : "no version";
    }

    private static async Task<string?> Register(Client grpc, int subject, string name)
    {
        var schema = new Schema { Type = SchemaType.Avro, Text = AvroTexts.Record(name) };
        return (await grpc.RegisterAsync(new RegisterRequest { Subject = $"rolling-{subject}", Schema = schema })).Id > 0 ? null : "no id";
    }
}

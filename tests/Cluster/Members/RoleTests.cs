using System.Net;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>Processes that do one thing each: silos without an API, gateways without a silo, one that migrates.</summary>
public sealed class RoleTests(Servers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_gateway_alone_serves_through_silos_and_finds_them_again_when_all_have_moved()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 2, environment: As("silo"));
        var gateway = await cluster.Add(("ROLE", "gateway"));
        var api = new RegistryApi(gateway.Client);
        var registered = await api.Register("kept", AvroTexts.Record("Kept"));

        var next = await cluster.Add();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Terminate()));
        var found = await api.Get($"schemas/ids/{registered.Id}");
        await api.Put("config/kept", new { compatibility = "NONE" });
        var second = await api.Register("kept", AvroTexts.Record("Second"));

        Assert.True(registered.IsSuccess, registered.ToString());
        Assert.True(found.IsSuccess, $"{found}\n{gateway.Output}");
        Assert.True(second is { IsSuccess: true, Version: 2 }, $"{second}\n{next.Output}");
    }

    [Fact]
    public async Task A_gateway_is_live_while_it_waits_for_silos_and_ready_when_they_come()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 0, environment: As("all"));
        var gateway = cluster.AddLater(("ROLE", "gateway"));
        await Eventually.Be("the gateway to answer", Deadline, async () => (await Status(gateway, "health")) == HttpStatusCode.OK);
        var before = await Status(gateway, "ready");

        var silo = await cluster.Add(("ROLE", "silo"));
        await gateway.WaitUntilReady(TestContext.Current.CancellationToken);
        await silo.Terminate();
        await Eventually.Be("the gateway to miss its silo", Deadline, async () => await Status(gateway, "ready") != HttpStatusCode.OK);
        await cluster.Add(("ROLE", "silo"));
        await gateway.WaitUntilReady(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, before);
        Assert.True((await new RegistryApi(gateway.Client).Register("s", AvroTexts.Record("R"))).IsSuccess, gateway.Output);
    }

    [Fact]
    public async Task A_silo_alone_answers_probes_and_nothing_else()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 1, environment: As("silo"));
        var silo = cluster.Silos[0];
        using var grpc = new System.Net.Sockets.TcpClient();

        Assert.Equal(HttpStatusCode.OK, await Status(silo, "health"));
        Assert.Equal(HttpStatusCode.OK, await Status(silo, "ready"));
        Assert.Equal(HttpStatusCode.NotFound, await Status(silo, "subjects"));
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(async () => await grpc.ConnectAsync(
            silo.GrpcAddress.Host, silo.GrpcAddress.Port, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_migrator_brings_the_tables_that_others_wait_for_and_ends()
    {
        var database = await servers.Postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 0, environment: As("all"));
        var silo = cluster.AddLater(("DATABASE_MIGRATE", "false"));
        await Eventually.Be(
            "the silo to say what it waits for", Deadline, () => silo.Output.Contains("ROLE=migrate", StringComparison.Ordinal));

        var migrator = cluster.AddLater(("ROLE", "migrate"));
        var exitCode = await migrator.WaitForExit(TestContext.Current.CancellationToken);
        await silo.WaitUntilReady(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, migrator.Output);
        Assert.True((await new RegistryApi(silo.Client).Register("s", AvroTexts.Record("R"))).IsSuccess, silo.Output);
    }

    private static Dictionary<string, string> As(string role) => new() { ["ROLE"] = role, ["DRAIN_DELAY_SECONDS"] = "0" };

    private static async Task<HttpStatusCode> Status(RegistryProcess process, string path)
    {
        using var answer = await process.Client.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}

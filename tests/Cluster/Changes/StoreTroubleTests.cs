using Grpc.Net.Client;
using Npgsql;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>A stream of changes while the database is busy, or away.</summary>
public sealed class StoreTroubleTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_transaction_left_open_in_the_instance_does_not_delay_the_stream()
    {
        await using var postgres = await PostgresServer.Start();
        var database = await postgres.CreateDatabase();
        await using var cluster = await RegistryCluster.Start(database, silos: 1);
        var registry = cluster.Silos[0];
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(database));
        await connection.OpenAsync(Token);
        await using var open = await connection.BeginTransactionAsync(Token);
        await using (var write = new NpgsqlCommand("CREATE TABLE held (x integer); SELECT txid_current()", connection, open))
        {
            await write.ExecuteNonQueryAsync(Token);
        }

        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        using var watch = new Client(channel).Watch(new WatchRequest(), cancellationToken: Token);
        Assert.True(await watch.ResponseStream.MoveNext(Token));
        for (var round = 0; round < 20; round++)
        {
            await new RegistryApi(registry.Client).Register($"s{round}", AvroTexts.Record("R"));
            Assert.True(await watch.ResponseStream.MoveNext(Token).WaitAsync(Deadline, Token));
            Assert.Equal($"s{round}", watch.ResponseStream.Current.Change.Subject);
        }
    }

    [Fact]
    public async Task A_stream_outlives_its_database_shows_that_it_lives_and_goes_on()
    {
        await using var postgres = await PostgresServer.Start();
        await using var cluster = await RegistryCluster.Start(await postgres.CreateDatabase(), silos: 1);
        var registry = cluster.Silos[0];
        using var channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        using var watch = new Client(channel).Watch(new WatchRequest { HeartbeatSeconds = 1 }, cancellationToken: Token);
        using var request = new HttpRequestMessage(HttpMethod.Get, "changes?heartbeat=1");
        request.Headers.Accept.ParseAdd("text/event-stream");
        using var events = await registry.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync(Token));
        Assert.True(await watch.ResponseStream.MoveNext(Token));

        await postgres.Crash();
        for (var heartbeat = 0; heartbeat < 3; heartbeat++)
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token));
            Assert.Equal(WatchResponse.EventOneofCase.Heartbeat, watch.ResponseStream.Current.EventCase);
        }

        await postgres.StartAgain();
        await Eventually.Be("a registration", Deadline, async () =>
            (await new RegistryApi(registry.Client).Register("after", AvroTexts.Record("R"))).IsSuccess);

        while (watch.ResponseStream.Current.Change?.Subject != "after")
        {
            Assert.True(await watch.ResponseStream.MoveNext(Token).WaitAsync(Deadline, Token));
        }

        while (await lines.ReadLineAsync(Token).AsTask().WaitAsync(Deadline, Token) is { } line && !line.Contains("\"after\"", StringComparison.Ordinal))
        {
        }
    }
}

using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Data.Sqlite;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>What ends a watch: its process stops, or the log is no longer kept back to where it wants to go on.</summary>
[Slow]
public sealed class WatchEndTests(SharedRegistry registry) : GrpcTests(registry)
{
    [Fact]
    public async Task A_process_that_stops_sends_its_watches_elsewhere()
    {
        using var folder = new TempFolder();
        await using var process = await RegistryProcess.Start(folder.Path, cancellationToken: Token);
        using var channel = GrpcChannel.ForAddress(process.GrpcAddress);
        using var watch = new Client(channel).Watch(new WatchRequest(), Call);
        Assert.True(await watch.ResponseStream.MoveNext(Token));

        var exit = process.Terminate();

        var end = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(Token));
        Assert.Equal((StatusCode.Unavailable, 50301, "REGISTRY_UNAVAILABLE"), Read(end));
        Assert.Equal(0, await exit.WaitAsync(TimeSpan.FromSeconds(20), Token));
    }

    [Fact]
    public async Task A_token_whose_changes_are_no_longer_kept_is_refused_and_says_how_to_begin_again()
    {
        using var folder = new TempFolder();
        string token;
        await using (var process = await RegistryProcess.Start(folder.Path, cancellationToken: Token))
        {
            using var channel = GrpcChannel.ForAddress(process.GrpcAddress);
            var api = new Client(channel);
            using var watch = api.Watch(new WatchRequest(), Call);
            Assert.True(await watch.ResponseStream.MoveNext(Token));
            token = watch.ResponseStream.Current.Token;
            await api.RegisterAsync(new RegisterRequest { Subject = Subject, Schema = Avro(Order) }, Call);
            await process.Terminate();
        }

        await Forget(folder.File("data/registry.db"));
        await using var later = await RegistryProcess.Start(folder.Path, cancellationToken: Token);
        using var again = GrpcChannel.ForAddress(later.GrpcAddress);

        var refusal = await Refusal(new Client(again).Watch(new WatchRequest { Token = token }, Call));
        var rest = await later.Client.GetAsync($"changes?after={token}", Token);

        Assert.Equal((StatusCode.OutOfRange, 41001, "CHANGES_NOT_KEPT"), refusal);
        Assert.Equal(410, (int)rest.StatusCode);
        Assert.Contains("41001", await rest.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    // As CHANGE_RETENTION_HOURS does after a day at the earliest.
    private static async Task Forget(string file)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "DELETE FROM changes; UPDATE change_log SET pruned = highest";
        await command.ExecuteNonQueryAsync(Token);
    }
}

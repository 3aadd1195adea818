using Grpc.Core;
using Grpc.Net.Client;
using Npgsql;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>A caller who goes takes its query with it: PostgreSQL is seen to wait for a lock, and then not to.</summary>
[Requires("postgresql")]
public sealed class DeadlineTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TempFolder _folder = new();
    private PostgresServer _postgres = null!;
    private string _database = null!;
    private RegistryProcess _registry = null!;
    private GrpcChannel _channel = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.Start();
        _database = await _postgres.CreateDatabase();
        _registry = await RegistryProcess.Start(_folder.Path, new Dictionary<string, string> { ["DATABASE_URL"] = _database });
        _channel = GrpcChannel.ForAddress(_registry.GrpcAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _registry.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_deadline_and_a_cancellation_end_the_query_in_the_store()
    {
        await using var holder = await Lock();
        var api = new Client(_channel);
        var unknown = new GetSchemaRequest { Id = new SchemaId { Id = 999_999 } };

        using var late = api.GetSchemaAsync(unknown, cancellationToken: Token);
        await Eventually.Be("the query to wait", Patience, async () => await Waiting() == 1);
        late.Dispose();
        await Eventually.Be("the cancelled query to end", Patience, async () => await Waiting() == 0);

        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2);
        var missed = api.GetSchemaAsync(unknown, deadline: deadline, cancellationToken: Token).ResponseAsync;
        await Eventually.Be("the next query to wait", Patience, async () => await Waiting() == 1);
        Assert.Equal(StatusCode.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => missed)).StatusCode);
        await Eventually.Be("the late query to end", Patience, async () => await Waiting() == 0);
    }

    private async Task<NpgsqlConnection> Lock()
    {
        var holder = await Open();
        await using var take = new NpgsqlCommand("BEGIN; LOCK TABLE registry.schemas IN ACCESS EXCLUSIVE MODE", holder);
        await take.ExecuteNonQueryAsync(Token);
        return holder;
    }

    private async Task<long> Waiting()
    {
        await using var connection = await Open();
        await using var count = new NpgsqlCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()", connection);
        return (long)(await count.ExecuteScalarAsync(Token))!;
    }

    private async Task<NpgsqlConnection> Open()
    {
        var url = new Uri(_database);
        var connection = new NpgsqlConnection($"Host={url.Host};Port={url.Port};Username={url.UserInfo};Database={url.AbsolutePath[1..]}");
        await connection.OpenAsync(Token);
        return connection;
    }
}

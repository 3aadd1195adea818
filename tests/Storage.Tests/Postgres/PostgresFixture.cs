using Npgsql;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A migrated database of its own, with two stores on it as two processes would have.</summary>
public sealed class PostgresFixture(PostgresAssembly assembly) : IAsyncLifetime
{
    private NpgsqlDataSource? _direct;

    public PostgresServer Server { get; private set; } = null!;

    public string Url { get; private set; } = "";

    public PostgresStore Store { get; private set; } = null!;

    public PostgresStore Another { get; private set; } = null!;

    public StoreUnderTest Tested => new(Store, Another, async () => await Direct.OpenConnectionAsync(), "registry.");

    /// <summary>Connections beside the store, for what it does not do itself.</summary>
    public NpgsqlDataSource Direct => _direct!;

    public async ValueTask InitializeAsync()
    {
        Server = await assembly.Server;
        Url = await Server.CreateDatabase();
        Assert.True(PostgresUrl.TryParse(Url, out var connection, out _));
        _direct = NpgsqlDataSource.Create(connection.ToString());
        (Store, Another) = (new PostgresStore(new PostgresStoreOptions(Url)), new PostgresStore(new PostgresStoreOptions(Url)));
        await Task.WhenAll(Store.Migrate(CancellationToken.None), Another.Migrate(CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await Tested.LogExplainsTables();
        await Store.DisposeAsync();
        await Another.DisposeAsync();
        await Direct.DisposeAsync();
    }
}

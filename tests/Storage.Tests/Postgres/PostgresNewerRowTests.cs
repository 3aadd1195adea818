using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

[Requires("postgresql")]
public sealed class PostgresNewerRowTests(PostgresAssembly assembly) : NewerRowTests, IAsyncLifetime
{
    private MigratedDatabase _database = null!;
    private NpgsqlDataSource _direct = null!;

    internal override NewerRows Rows => new(
        new StoreUnderTest(_database.Store, _database.Store, async () => await _direct.OpenConnectionAsync(), "registry."), _database.Execute);

    public async ValueTask InitializeAsync()
    {
        var url = await (await assembly.Server).CreateDatabase();
        _database = new MigratedDatabase(url);
        await _database.Store.Migrate(TestContext.Current.CancellationToken);
        Assert.True(PostgresUrl.TryParse(url, out var connection, out _));
        _direct = NpgsqlDataSource.Create(connection.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        await _direct.DisposeAsync();
        await _database.DisposeAsync();
    }
}

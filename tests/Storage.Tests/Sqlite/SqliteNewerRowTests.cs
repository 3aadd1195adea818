using Microsoft.Data.Sqlite;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteNewerRowTests : NewerRowTests, IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteStore _store = null!;

    internal override NewerRows Rows => new(new StoreUnderTest(_store, _store, Connect, ""), Execute);

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteStore(new SqliteStoreOptions(_folder.File("registry.db")), TimeProvider.System);
        await _store.Migrate(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _store.Dispose();
        _folder.Dispose();
        return default;
    }

    private async Task<System.Data.Common.DbConnection> Connect()
    {
        var connection = new SqliteConnection($"Data Source={_folder.File("registry.db")};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    private async Task Execute(string sql)
    {
        await using var connection = await Connect();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

using Microsoft.Data.Sqlite;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

/// <summary>A migrated store in a file of its own.</summary>
public sealed class SqliteFixture : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteStore? _store;

    public StoreUnderTest Tested => new(
        _store!,
        _store!,
        async () =>
        {
            var connection = new SqliteConnection($"Data Source={_folder.File("registry.db")};Mode=ReadOnly;Pooling=False");
            await connection.OpenAsync();
            return connection;
        },
        "");

    public async ValueTask InitializeAsync()
    {
        _store = new SqliteStore(new SqliteStoreOptions(_folder.File("registry.db")), TimeProvider.System);
        await _store.Migrate(CancellationToken.None);
    }

    /// <summary>Changes the tables behind the store's back.</summary>
    public async Task Execute(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("registry.db")};Pooling=False");
        await connection.OpenAsync();
#pragma warning disable CA2100 // Constants of the tests.
        await using var command = new SqliteCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Tested.LogExplainsTables();
        _store?.Dispose();
        _folder.Dispose();
    }
}

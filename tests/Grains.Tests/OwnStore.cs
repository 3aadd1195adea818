using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests;

/// <summary>A real store in a SQLite file of its own, without silo.</summary>
internal sealed class OwnStore : IDisposable
{
    private readonly TempFolder _folder = new();

    private OwnStore() => Sqlite = Beside("registry.db");

    public SqliteStore Sqlite { get; }

    public static async Task<OwnStore> Open()
    {
        var own = new OwnStore();
        await own.Sqlite.Migrate(CancellationToken.None);
        return own;
    }

    /// <summary>Another one, without tables yet, in the same folder.</summary>
    public SqliteStore Beside(string file) => new(new SqliteStoreOptions(_folder.File(file)), TimeProvider.System);

    public void Dispose()
    {
        Sqlite.Dispose();
        _folder.Dispose();
    }
}

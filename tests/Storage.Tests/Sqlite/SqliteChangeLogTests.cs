using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteChangeLogTests
{
    [Fact]
    public async Task A_log_that_is_not_kept_whole_says_so()
    {
        using var folder = new TempFolder();
        using var store = new SqliteStore(new SqliteStoreOptions(folder.File("registry.db")), TimeProvider.System);
        await store.Migrate(TestContext.Current.CancellationToken);
        await PrunedLog.Is_told_to_followers_and_keeps_its_numbers(store);
    }
}

using System.Data.Common;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>A migrated store with what the checks need beside it.</summary>
/// <param name="Another">A second instance over the same tables, as another process would have; itself where there is only one.</param>
/// <param name="Connect">Opens the database behind the store.</param>
/// <param name="TablePrefix">What stands before table names.</param>
public sealed record StoreUnderTest(
    IRegistryStore Store, IRegistryStore Another, Func<Task<DbConnection>> Connect, string TablePrefix)
{
    public Sandbox Sandbox() => new(Store);

    /// <summary>
    /// Folds the whole change log, in the order it was written and in that of its numbers, and insists on getting exactly what
    /// the tables hold.
    /// </summary>
    public async Task LogExplainsTables()
    {
        await using var connection = await Connect();
        var tables = string.Join('\n', await new TableReader(connection, TablePrefix).Read());
        var written = await new TableReader(connection, TablePrefix).ReadLog();
        Assert.Equal(string.Join('\n', LogFold.Of(written)), tables);
        var numbered = await new NumberedLog(Store).ReadAll(new ChangeFilter(WithContent: true));
        Assert.Equal(string.Join('\n', LogFold.Of(numbered.Select(entry => entry.Change))), tables);
    }
}

using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>What has to hold of a store whose log is not kept whole. The store is of no use to other checks afterwards.</summary>
internal static class PrunedLog
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task Is_told_to_followers_and_keeps_its_numbers(IRegistryStore store)
    {
        var (box, log) = (new Sandbox(store), new NumberedLog(store));
        for (var i = 1; i <= 10; i++)
        {
            await box.Register("s", $"{i}");
        }

        var all = await log.ReadAll(ChangeFilter.Everything);
        Assert.Equal(0, await store.PruneChanges(all[0].Change.At, 100, Token));
        Assert.Equal(4, await store.PruneChanges(long.MaxValue, 4, Token));
        var position = await store.ReadPosition(Token);
        Assert.Equal((4, 10), (position.Pruned, position.Highest));
        Assert.True((await store.ReadChanges(3, 100, ChangeFilter.Everything, Token)).HasLost(3));
        Assert.Equal(Enumerable.Range(5, 6), (await log.Read(ChangeFilter.Everything, 4)).Select(entry => (int)entry.Number));

        Assert.Equal(6, await store.PruneChanges(long.MaxValue, 100, Token));
        await box.Register("s", "11");
        Assert.Equal(11, Assert.Single(await log.ReadAll(ChangeFilter.Everything, 10)).Number);
    }
}

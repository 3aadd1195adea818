using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Numbers and reads the change log of a store, as the sequencer and a follower do.</summary>
internal sealed class NumberedLog(IRegistryStore store)
{
    private const int Batch = 100;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async Task<IChangeSequencer> Lead()
    {
        var sequencer = await store.OpenSequencer(Token);
        await Eventually.Be("a sequencer to lead", Deadline, () => sequencer.TryLead(Token));
        return sequencer;
    }

    /// <summary>Numbers until nothing is left.</summary>
    public async Task<int> NumberAll()
    {
        await using var sequencer = await Lead();
        return await NumberAll(sequencer);
    }

    public static async Task<int> NumberAll(IChangeSequencer sequencer)
    {
        var count = 0;
        while (await sequencer.Number(Batch, Token) is var batch && (batch.Count > 0 || !batch.IsAll))
        {
            count += batch.Count;
        }

        return count;
    }

    /// <summary>Numbers all that there is and reads what lies after a number, page by page.</summary>
    public async Task<List<NumberedChange>> ReadAll(ChangeFilter filter, long after = 0, int limit = 200)
    {
        await NumberAll();
        return await Read(filter, after, limit);
    }

    public async Task<List<NumberedChange>> Read(ChangeFilter filter, long after = 0, int limit = 200)
    {
        var changes = new List<NumberedChange>();
        while (true)
        {
            var page = await store.ReadChanges(after, limit, filter, Token);
            Assert.False(page.HasLost(after));
            changes.AddRange(page.Changes);
            if (page.Through == page.Position.Highest)
            {
                return changes;
            }

            Assert.True(page.Through > after, $"stuck at {after}");
            after = page.Through;
        }
    }
}

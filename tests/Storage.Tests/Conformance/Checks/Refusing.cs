using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

/// <summary>What a caller was told is refused is not made later.</summary>
public static class Refusing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task What_was_begun_before_a_refusal_is_not_made(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        await box.Register("s", "3");
        await box.Delete("s", 2);
        var origin = Sandbox.Origin();
        await box.Store.RefuseRequest(origin.RequestId, Token);

        List<CommitResult> results =
        [
            .. await box.TryEveryKind(origin),
            .. await box.TryEveryKind(origin with { Asked = ContentHash.OfWords(["this"]) }),
        ];

        Assert.All(results, result => Assert.Equal(CommitStatus.RequestRefused, result.Status));
        Assert.Equal([(1, false), (2, true), (3, false)], (await box.Versions("s")).Select(row => (row.Version, row.Deleted)));
        Assert.Equal((4, 0), (await box.Revision("s"), await box.Revision("new")));
        Assert.Equal(0, (await box.Store.LoadScope(box.Context, Token)).Revision);
        await tested.LogExplainsTables();
    }

    public static async Task What_begins_after_a_refusal_is_made(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Sandbox.Origin() with { Asked = ContentHash.OfWords(["this"]) };
        await box.Store.RefuseRequest(origin.RequestId, Token);
        await box.Store.RefuseRequest(origin.RequestId, Token);
        var past = await box.Store.FindRequest(origin.RequestId, Token);

        var late = await box.Store.Commit(await box.Prepare("s", "1") with { Origin = origin with { Refusals = 1 } }, Token);
        await box.Commit(await box.Prepare("s", "1") with { Origin = origin with { Refusals = past.Refusals } });

        Assert.Equal((2, null), (past.Refusals, past.Change));
        Assert.Equal(CommitStatus.RequestRefused, late.Status);
        Assert.Equal(origin.Asked, (await box.Store.FindChange(origin.RequestId, Token))!.Asked);
        await tested.LogExplainsTables();
    }

    public static async Task A_refusal_of_what_is_made_already_changes_nothing(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Sandbox.Origin() with { Asked = ContentHash.OfWords(["this"]) };
        await box.Commit(await box.Prepare("s", "1") with { Origin = origin });

        await box.Store.RefuseRequest(origin.RequestId, Token);

        var past = await box.Store.FindRequest(origin.RequestId, Token);
        Assert.Equal((0, 1, origin.Asked), (past.Refusals, past.Change!.Revision, past.Change.Asked));
    }

    public static async Task Of_a_change_and_its_refusal_that_race_one_is_true(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        for (var round = 0; round < 40; round++)
        {
            var changes = new List<RegisterVersion>();
            for (var i = 0; i < 4; i++)
            {
                changes.Add(await box.Prepare($"s{i}", $"{round}-{i}"));
            }

            var commits = changes.Select(change => tested.Store.Commit(change, Token)).ToList();
            var found = await Task.WhenAll(changes.Select(async change =>
            {
                await tested.Another.RefuseRequest(change.Origin.RequestId, Token);
                return await tested.Another.FindChange(change.Origin.RequestId, Token) is not null;
            }));

            foreach (var (commit, isFound) in (await Task.WhenAll(commits)).Zip(found))
            {
                Assert.Equal(isFound ? CommitStatus.Committed : CommitStatus.RequestRefused, commit.Status);
            }
        }

        await tested.LogExplainsTables();
    }

    public static async Task A_refusal_is_forgotten_after_a_while(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Sandbox.Origin();
        await box.Store.RefuseRequest(origin.RequestId, Token);
        await box.Register("s", "1");
        var at = (await box.Versions("s")).Single().CreatedAt;

        while (await box.Store.PruneRequests(at + 1, limit: 5, Token) > 0)
        {
        }

        Assert.Equal(0, (await box.Store.FindRequest(origin.RequestId, Token)).Refusals);
    }
}

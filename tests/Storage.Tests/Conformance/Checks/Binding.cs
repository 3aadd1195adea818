using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

/// <summary>A request id stands for one request.</summary>
public static class Binding
{
    private static readonly ContentHash This = ContentHash.OfWords(["this"]);
    private static readonly ContentHash That = ContentHash.OfWords(["that"]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task What_was_asked_is_found_by_the_request(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var (asked, untold) = (Asking(This), Sandbox.Origin());
        await box.Commit(await box.Prepare("s", "1") with { Origin = asked });
        await box.Commit(await box.Prepare("s", "2") with { Origin = untold });

        Assert.Equal(This, (await box.Store.FindChange(asked.RequestId, Token))!.Asked);
        Assert.Null((await box.Store.FindChange(untold.RequestId, Token))!.Asked);
    }

    public static async Task Another_request_under_the_same_id_changes_nothing(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Asking(This);
        await box.Commit(await box.Prepare("s", "1") with { Origin = origin });
        await box.Register("s", "2");
        await box.Register("t", "1");
        await box.Delete("s", 2);
        await box.Register("s", "3");

        List<CommitResult> results =
        [
            .. await box.TryEveryKind(origin with { Asked = That }),
            await box.Store.Commit(await box.Prepare("s", "4") with { Origin = origin with { Actor = "somebody else" } }, Token),
            await box.Store.Commit(await box.Prepare("t", "4") with { Origin = origin }, Token),
            await box.Store.Commit(await box.Prepare("new", "4") with { Origin = origin }, Token),
            await box.Store.Commit(await box.PrepareDelete("s", permanent: false, whole: true, 3) with { Origin = origin }, Token),
            await box.Store.Commit(await box.PrepareDelete("s", permanent: true, whole: false, 2) with { Origin = origin }, Token),
            await box.Store.Commit(await box.PrepareRestore("s", 2) with { Origin = origin }, Token),
            await box.Store.Commit(
                new ReplaceSubjectSettings(box.Subject("s"), 4, RegistryConfig.Empty, null, await box.Settings(), origin), Token),
            await box.Store.Commit(new ReplaceScopeSettings(box.Context, 0, RegistryConfig.Empty, null, origin), Token),
        ];

        Assert.All(results, result => Assert.Equal(CommitStatus.RequestIdReused, result.Status));
        Assert.Equal([(1, false), (2, true), (3, false)], (await box.Versions("s")).Select(row => (row.Version, row.Deleted)));
        Assert.Equal((4, 1, 0), (await box.Revision("s"), await box.Revision("t"), await box.Revision("new")));
        Assert.Equal(0, (await box.Store.LoadScope(box.Context, Token)).Revision);
        await tested.LogExplainsTables();
    }

    public static async Task The_same_request_may_be_made_again(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Asking(This);
        await box.Commit(await box.Prepare("s", "1") with { Origin = origin });
        await box.Delete("s", 1);
        await box.DeletePermanently("s", 1);

        await box.Commit(await box.Prepare("s", "1") with { Origin = origin });
        var logged = (await box.Store.FindChange(origin.RequestId, Token))!;
        Assert.Equal((4, This), (logged.Revision, logged.Asked));
    }

    public static async Task Of_requests_that_race_under_one_id_one_is_made(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        for (var round = 0; round < 10; round++)
        {
            var origin = Asking(This);
            var changes = new List<RegisterVersion>();
            for (var i = 0; i < 8; i++)
            {
                changes.Add(await box.Prepare($"s{round}-{i}", $"{round}-{i}") with { Origin = origin });
            }

            var results = await Task.WhenAll(
                changes.Select((change, i) => (i % 2 == 0 ? tested.Store : tested.Another).Commit(change, Token)));
            Assert.Equal(7, results.Count(result => result.Status == CommitStatus.RequestIdReused));
            Assert.Single(results, result => result.Status == CommitStatus.Committed);
        }
    }

    public static async Task A_forgotten_id_may_be_given_to_another_request(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var origin = Asking(This);
        await box.Commit(await box.Prepare("s", "1") with { Origin = origin });
        var at = (await box.Store.FindChange(origin.RequestId, Token))!.At;

        while (await box.Store.PruneRequests(at + 1, limit: 5, Token) > 0)
        {
        }

        Assert.Null((await box.Store.FindChange(origin.RequestId, Token))!.Asked);
        await box.Commit(await box.Prepare("t", "2") with { Origin = origin with { Asked = That } });
    }

    private static CommitOrigin Asking(ContentHash asked) => Sandbox.Origin() with { Asked = asked };
}

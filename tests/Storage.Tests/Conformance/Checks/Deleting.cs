using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Deleting
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task The_first_version_that_something_refers_to_is_found(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var text in new[] { "1", "2", "3" })
        {
            await box.Register("s", text);
        }

        await box.Register("s", "4", new SubjectVersion(box.Subject("s"), 2));
        await box.Register("t", "5", new SubjectVersion(box.Subject("s"), 3));
        await box.Delete("t", 1);

        Assert.Equal(2, await box.Store.FindReferred(box.Subject("s"), [1, 2, 3, 4], byOthersAlone: false, Token));
        Assert.Equal(3, await box.Store.FindReferred(box.Subject("s"), [1, 2, 3, 4], byOthersAlone: true, Token));
        Assert.Null(await box.Store.FindReferred(box.Subject("s"), [1, 4], byOthersAlone: false, Token));
        Assert.Null(await box.Store.FindReferred(box.Subject("none"), [1], byOthersAlone: false, Token));
    }

    public static async Task A_soft_deleted_version_keeps_number_and_content(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("s", "1");
        await box.Register("s", "2");
        Assert.Equal(3, (await box.Delete("s", 1)).Revision);
        Assert.Equal([(1, true), (2, false)], (await box.Versions("s")).Select(row => (row.Version, row.Deleted)));
        Assert.True(Assert.Single((await box.Find(change.Id))!.Schema.Uses).Deleted);
        Assert.Equal(change.Id, await box.Store.FindId(box.Context, change.Hash, Token));
    }

    public static async Task A_soft_deletion_again_hides_nothing_more(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        await box.Delete("s", 1);
        Assert.Equal(CommitStatus.Committed, (await box.Delete("s", 2, 1)).Status);
        var subject = Assert.Single(await box.Store.ListSubjects(box.Everything(DeletedView.Only), Token).ToListAsync(Token));
        Assert.Equal((0, 2), (subject.LiveVersions, subject.Versions));
    }

    public static async Task A_permanent_deletion_frees_the_number_but_not_the_id(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        var second = await box.Register("s", "2");
        Assert.Equal(CommitStatus.Committed, (await box.DeletePermanently("s", 2)).Status);

        Assert.Null(await box.Find(second.Id));
        Assert.Null(await box.Store.FindId(box.Context, second.Hash, Token));
        Assert.DoesNotContain(await box.Store.FindIds(second.Guid, Token), id => id.Context == box.Context);
        Assert.Empty(await box.Store.LoadContents(box.Context, [second.Id], Token));
        Assert.Equal(second.Id, await box.Store.MaxId(box.Context, Token));
        var again = await box.Register("s", "2");
        Assert.Equal((2, second.Id + 1), (again.Version, again.Id));
    }

    public static async Task Whatever_changes_a_version_moves_the_generation_and_new_ones_do_not(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        Assert.Null(await box.Store.ReadGeneration(box.Context, Token));
        await box.Register("s", "1");
        var known = await box.Store.ReadGeneration(box.Context, Token);
        await box.Register("s", "2");
        await box.Register("t", "1");
        Assert.Equal(known, await box.Store.ReadGeneration(box.Context, Token));

        foreach (var change in new Func<Task>[]
        {
            () => box.Delete("s", 1, 2),
            () => box.Restore("s", 1),
            () => box.DeletePermanently("s", 2),
            () => box.Import("t", "3", 100, 1),
        })
        {
            await change();
            var moved = await box.Store.ReadGeneration(box.Context, Token);
            Assert.True(moved > known);
            known = moved;
        }

        Assert.Equal(known, (await box.Find(100))!.Generation);
    }

    public static async Task Every_permanent_deletion_moves_the_generation_and_takes_its_use(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("t", "1");
        await box.Register("t", "2");
        var before = (await box.Find(1))!.Generation;
        await box.DeletePermanently("t", 1);
        var between = (await box.Find(1))!.Generation;
        await box.DeletePermanently("t", 2);
        Assert.True(before < between && between < (await box.Find(1))!.Generation);
        Assert.Equal(["s"], (await box.Find(1))!.Schema.Uses.Select(use => SubjectName.Parse(use.Subject).Name));
    }

    public static async Task The_last_permanent_deletion_takes_the_settings(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        await box.Configure("s", new RegistryConfig(Normalize: true), RegistryMode.Import);
        await box.Delete("s", 1, 2);
        await box.DeletePermanently("s", 1);
        Assert.NotNull((await box.Store.LoadSubject(box.Subject("s"), Token)).Config);
        await box.DeletePermanently("s", 2);
        Assert.Equal(new SubjectSnapshot(box.Subject("s"), 6, null, null, []), await box.Store.LoadSubject(box.Subject("s"), Token));
        Assert.Equal(7, (await box.Store.Commit(await box.Prepare("s", "1"), Token)).Revision);
    }

    public static async Task A_soft_deletion_of_all_keeps_the_settings(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Configure("s", new RegistryConfig(Normalize: true), RegistryMode.Import);
        await box.Delete("s", 1);
        Assert.Equal(RegistryMode.Import, (await box.Store.LoadSubject(box.Subject("s"), Token)).Mode);
    }

    public static async Task What_is_referred_to_is_not_deleted(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "1");
        await box.Register("base", "2");
        await box.Register("s", "3", new SubjectVersion(box.Subject("base"), 2));
        var soft = await box.Store.Commit(await box.PrepareDelete("base", permanent: false, whole: true, 1, 2), Token);
        Assert.Equal((CommitStatus.Referenced, new SubjectVersion(box.Subject("base"), 2)), (soft.Status, soft.Offender));
        Assert.Equal(CommitStatus.Referenced, (await box.DeletePermanently("base", 2)).Status);
        Assert.All(await box.Versions("base"), row => Assert.False(row.Deleted));
        Assert.Equal(CommitStatus.Committed, (await box.Delete("base", 1)).Status);
    }

    public static async Task A_soft_deleted_referrer_stops_only_permanent_deletion(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "1");
        await box.Register("s", "2", new SubjectVersion(box.Subject("base"), 1));
        await box.Delete("s", 1);
        Assert.Equal(CommitStatus.Committed, (await box.Delete("base", 1)).Status);
        Assert.Equal(CommitStatus.Referenced, (await box.DeletePermanently("base", 1)).Status);
        await box.DeletePermanently("s", 1);
        Assert.Equal(CommitStatus.Committed, (await box.DeletePermanently("base", 1)).Status);
    }

    public static async Task Own_versions_protect_a_single_version_only(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2", new SubjectVersion(box.Subject("s"), 1));
        Assert.Equal(CommitStatus.Referenced, (await box.Delete("s", 1)).Status);
        Assert.Equal(CommitStatus.Referenced, (await box.DeletePermanently("s", 1)).Status);
        var whole = await box.Store.Commit(await box.PrepareDelete("s", permanent: false, whole: true, 1), Token);
        Assert.Equal(CommitStatus.Committed, whole.Status);
        Assert.Equal(CommitStatus.Committed, (await box.DeletePermanently("s", 1, 2)).Status);
        Assert.Empty(await box.Versions("s"));
    }

    public static async Task A_stale_deletion_is_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var nothing = await box.PrepareDelete("s", permanent: true, whole: true, 1) with { ExpectedRevision = 0 };
        Assert.Equal(CommitStatus.Stale, (await box.Store.Commit(nothing, Token)).Status);
        await box.Register("s", "1");
        var change = await box.PrepareDelete("s", permanent: true, whole: true, 1);
        await box.Register("s", "2");
        Assert.Equal(new CommitResult(CommitStatus.Stale, 2), await box.Store.Commit(change, Token));
        Assert.Equal(CommitStatus.Stale, (await box.Delete("s", 1, 3)).Status);
        Assert.Equal(2, (await box.Versions("s")).Count(row => !row.Deleted));
    }

    public static async Task Changed_settings_refuse_a_deletion(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        var change = await box.PrepareDelete("s", permanent: false, whole: true, 1);
        await box.ConfigureScope(box.Context, null, RegistryMode.ReadOnly);
        Assert.Equal(CommitStatus.SettingsChanged, (await box.Store.Commit(change, Token)).Status);
        Assert.False(Assert.Single(await box.Versions("s")).Deleted);
    }

    public static async Task Deletions_with_the_same_id_in_two_versions_purge_it_once(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 5, 1);
        await box.Import("s", "1", 5, 2);
        await box.DeletePermanently("s", 1);
        Assert.NotNull(await box.Find(5));
        await box.Import("s", "1", 5, 1);
        await box.DeletePermanently("s", 2, 1, 1);
        Assert.Null(await box.Find(5));
    }
}

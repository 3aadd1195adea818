using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Restoring
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task A_soft_deleted_version_is_shown_again(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        await box.Delete("s", 1, 2);
        Assert.Equal(4, (await box.Restore("s", 2)).Revision);

        Assert.Equal([(1, true), (2, false)], (await box.Versions("s")).Select(row => (row.Version, row.Deleted)));
        var subject = Assert.Single(await box.Store.ListSubjects(box.Everything(), Token).ToListAsync(Token));
        Assert.Equal((1, 2), (subject.LiveVersions, subject.Versions));
    }

    public static async Task What_is_not_soft_deleted_is_stale(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        Assert.Equal(CommitStatus.Stale, (await box.Restore("s", 1)).Status);
        Assert.Equal(CommitStatus.Stale, (await box.Restore("s", 2)).Status);
        Assert.Equal(CommitStatus.Stale, (await box.Restore("none", 1)).Status);
        Assert.Equal(1, await box.Store.ReadRevision(box.Subject("s"), Token));
    }

    public static async Task A_restoration_on_an_old_revision_is_stale(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Delete("s", 1);
        var change = await box.PrepareRestore("s", 1);
        await box.Register("s", "2");

        Assert.Equal(CommitStatus.Stale, (await box.Store.Commit(change, Token)).Status);
    }

    public static async Task A_restoration_under_old_settings_is_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Delete("s", 1);
        var change = await box.PrepareRestore("s", 1);
        await box.ConfigureScope(box.Context, null);

        Assert.Equal(CommitStatus.SettingsChanged, (await box.Store.Commit(change, Token)).Status);
    }

    public static async Task A_restoration_is_logged(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Delete("s", 1);
        var change = await box.PrepareRestore("s", 1);
        await box.Store.Commit(change, Token);

        var logged = (await box.Store.FindChange(change.Origin.RequestId, Token))!;
        Assert.Equal((ChangeKind.Restored, 3), (logged.Kind, logged.Revision));
        Assert.Equal([1], logged.ReadDeleted().Versions);
    }
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Setting
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task Settings_come_back_as_they_were(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var config in new[] { Samples.FullConfig, RegistryConfig.Empty, null })
        {
            await box.Configure("s", config, config?.Level is null ? null : RegistryMode.Forward);
            await box.ConfigureScope(box.Context, config, RegistryMode.ReadOnlyOverride);
            var subject = await box.Store.LoadSubject(box.Subject("s"), Token);
            var scope = await box.Store.LoadScope(box.Context, Token);
            Assert.Equal((config, config?.Level is null ? null : RegistryMode.Forward), (subject.Config, subject.Mode));
            Assert.Equal((config, RegistryMode.ReadOnlyOverride), (scope.Config, scope.Mode));
        }
    }

    public static async Task Settings_of_a_subject_need_no_version(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        Assert.Equal((CommitStatus.Committed, 1L), await Outcome(box.Configure("s", RegistryConfig.Empty)));
        Assert.Empty(await box.Store.ListSubjects(box.Everything(DeletedView.Show), Token).ToListAsync(Token));
        Assert.DoesNotContain(box.Context, await box.Store.ListContexts("", Token).ToListAsync(Token));
        Assert.Equal(2, (await box.Store.Commit(await box.Prepare("s", "1"), Token)).Revision);
        Assert.NotNull((await box.Store.LoadSubject(box.Subject("s"), Token)).Config);
    }

    public static async Task Stale_settings_are_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = new ReplaceSubjectSettings(box.Subject("s"), 0, null, RegistryMode.Import, await box.Settings(), Sandbox.Origin());
        await box.Register("s", "1");
        Assert.Equal(new CommitResult(CommitStatus.Stale, 1), await box.Store.Commit(change, Token));
        await box.ConfigureScope(box.Context, null, null);
        Assert.Equal(CommitStatus.SettingsChanged, (await box.Store.Commit(change with { ExpectedRevision = 1 }, Token)).Status);
        Assert.Null((await box.Store.LoadSubject(box.Subject("s"), Token)).Mode);
    }

    public static async Task A_scope_moves_its_revision_and_refuses_stale_changes(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        Assert.Equal(new ScopeSettings(box.Context, 0, null, null), await box.Store.LoadScope(box.Context, Token));
        Assert.Equal((CommitStatus.Committed, 1L), await Outcome(box.ConfigureScope(box.Context, RegistryConfig.Empty)));
        Assert.Equal((CommitStatus.Committed, 2L), await Outcome(box.ConfigureScope(box.Context, null)));
        var stale = new ReplaceScopeSettings(box.Context, 1, null, RegistryMode.Import, Sandbox.Origin());
        Assert.Equal(new CommitResult(CommitStatus.Stale, 2), await box.Store.Commit(stale, Token));
        Assert.Equal(new ScopeSettings(box.Context, 2, null, null), await box.Store.LoadScope(box.Context, Token));
    }

    public static async Task A_context_with_versions_is_not_deleted(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Delete("s", 1);
        Assert.Equal(CommitStatus.NotEmpty, (await Delete(box)).Status);
        Assert.Contains(box.Context, await box.Store.ListContexts(box.Context, Token).ToListAsync(Token));
    }

    public static async Task An_empty_context_goes_with_its_settings_but_its_ids_stay_used(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var first = await box.Register("s", "1");
        await box.ConfigureScope(box.Context, RegistryConfig.Empty, RegistryMode.Import);
        await box.DeletePermanently("s", 1);
        Assert.Equal((CommitStatus.Committed, 2L), await Outcome(Delete(box)));
        Assert.Empty(await box.Store.ListContexts(box.Context, Token).ToListAsync(Token));
        Assert.Equal(new ScopeSettings(box.Context, 2, null, null), await box.Store.LoadScope(box.Context, Token));
        Assert.Equal(first.Id + 1, (await box.Register("t", "1")).Id);
        Assert.Equal([box.Context], await box.Store.ListContexts(box.Context, Token).ToListAsync(Token));
    }

    public static async Task A_context_that_does_not_exist_is_deleted_already(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = new DeleteContext(box.Context, Sandbox.Origin());
        Assert.Equal(CommitStatus.Committed, (await box.Store.Commit(change, Token)).Status);
        Assert.Null(await box.Store.FindChange(change.Origin.RequestId, Token));
    }

    private static async Task<(CommitStatus, long)> Outcome(Task<CommitResult> commit) =>
        ((await commit).Status, (await commit).Revision);

    private static Task<CommitResult> Delete(Sandbox box) =>
        box.Store.Commit(new DeleteContext(box.Context, Sandbox.Origin()), Token);
}

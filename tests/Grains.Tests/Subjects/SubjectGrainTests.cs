using Orleans.Core.Internal;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Tests.Subjects;

public sealed class SubjectGrainTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_whose_outcome_is_unknown_is_found_in_the_log()
    {
        var subject = registry.Subject("unknown-but-done");
        registry.Store.AfterNextCommit(() => throw new CommitOutcomeUnknownException("the connection broke"));

        var answer = await subject.Register(RegistryGrains.Request("UnknownButDone"), Token);

        Assert.Equal(1, answer.Value!.Version);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_commit_that_never_arrived_is_made_again()
    {
        var subject = registry.Subject("unknown-and-not-done");
        registry.Store.BeforeNextCommit(() => throw new CommitOutcomeUnknownException("the connection broke"));

        var answer = await subject.Register(RegistryGrains.Request("UnknownAndNotDone"), Token);

        Assert.Equal(1, answer.Value!.Version);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_retried_deletion_gets_its_first_answer()
    {
        var subject = registry.Subject("retried");
        await subject.Register(RegistryGrains.Request("Retried"), Token);
        var caller = RegistryGrains.NewCaller();
        await subject.DeleteVersion(1, permanent: false, caller, Token);

        var again = await subject.DeleteVersion(1, permanent: false, caller with { IsRetry = true }, Token);
        var another = await subject.DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token);

        Assert.Equal(1, again.Value);
        Assert.Equal(40406, another.Error!.Code);
    }

    [Fact]
    public async Task A_deletion_of_the_latest_that_another_activation_makes_for_the_same_request_is_made_once()
    {
        var subject = registry.Subject("made-once");
        await subject.Register(RegistryGrains.Request("First"), Token);
        await subject.Register(RegistryGrains.Request("Second"), Token);
        registry.Store.BeforeNextDeletion(async change => await registry.Store.Sound.Commit(change, Token));

        var deleted = await subject.DeleteVersion(RegisterRequest.LatestVersion, permanent: false, RegistryGrains.NewCaller(), Token);

        Assert.Equal(2, deleted.Value);
        Assert.Equal([1], (await subject.ListVersions(DeletedView.Hide, Token)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task A_retried_deletion_that_is_committed_just_after_it_was_looked_for_is_made_once()
    {
        var (subject, caller) = (registry.Subject("looked-for"), RegistryGrains.NewCaller());
        await subject.Register(RegistryGrains.Request("First"), Token);
        await subject.Register(RegistryGrains.Request("Second"), Token);
        await subject.Cast<IGrainManagementExtension>().DeactivateOnIdle(Token);
        registry.Store.AfterNextLook(() => registry.Store.Sound.Commit(
            new DeleteVersions(
                new SubjectName(".", "looked-for"),
                2,
                [2],
                Permanent: false,
                WholeSubject: false,
                new SettingsRevisions(0, 0),
                new CommitOrigin(caller.Actor, caller.RequestId)),
            Token));

        var deleted = await subject.DeleteVersion(
            RegisterRequest.LatestVersion, permanent: false, caller with { IsRetry = true }, Token);

        Assert.Equal(2, deleted.Value);
        Assert.Equal([1], (await subject.ListVersions(DeletedView.Hide, Token)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task A_retried_removal_of_what_a_context_does_not_have_changes_nothing()
    {
        var scope = registry.Scope(".has-nothing");
        await scope.SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);

        var answer = await scope.DeleteConfig(RegistryGrains.NewCaller() with { IsRetry = true }, Token);

        Assert.Null(answer.Error);
        Assert.Null(answer.Value);
    }

    [Fact]
    public async Task A_setting_of_a_context_whose_outcome_is_unknown_is_found_in_the_log()
    {
        registry.Store.AfterNextScopeChange(() => throw new CommitOutcomeUnknownException("the connection broke"));

        var answer = await registry.Scope(".unknown").SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);

        Assert.True(answer.Value);
        Assert.Equal(RegistryMode.ReadOnly, (await registry.Scope(".unknown").GetSettings(Token)).Mode);
    }

    [Fact]
    public async Task A_retried_change_of_a_context_is_made_once()
    {
        var (scope, caller) = (registry.Scope(".once"), RegistryGrains.NewCaller());
        await scope.SetMode(RegistryMode.ReadOnly, force: false, caller, Token);
        await scope.SetMode(RegistryMode.ReadWrite, force: false, RegistryGrains.NewCaller(), Token);

        await scope.SetMode(RegistryMode.ReadOnly, force: false, caller with { IsRetry = true }, Token);

        Assert.Equal(RegistryMode.ReadWrite, (await scope.GetSettings(Token)).Mode);
    }

    [Fact]
    public async Task A_retried_removal_of_settings_gets_its_first_answer()
    {
        var (subject, level) = (registry.Subject("retried-settings"), RegistryConfig.Empty with { Level = CompatibilityLevel.Full });
        await subject.UpdateConfig(new ConfigPatch(ConfigMembers.Level, level), RegistryGrains.NewCaller(), Token);
        await subject.SetMode(RegistryMode.Import, force: true, RegistryGrains.NewCaller(), Token);
        var (ofConfig, ofMode) = (RegistryGrains.NewCaller(), RegistryGrains.NewCaller());
        await subject.DeleteConfig(ofConfig, Token);
        await subject.DeleteMode(ofMode, Token);

        Assert.Equal(level, (await subject.DeleteConfig(ofConfig with { IsRetry = true }, Token)).Value);
        Assert.Equal(RegistryMode.Import, (await subject.DeleteMode(ofMode with { IsRetry = true }, Token)).Value);
    }

    [Fact]
    public async Task A_retried_removal_of_the_settings_of_a_context_gets_its_first_answer()
    {
        var (scope, level) = (registry.Scope(".retried-settings"), RegistryConfig.Empty with { Level = CompatibilityLevel.Full });
        await scope.UpdateConfig(new ConfigPatch(ConfigMembers.Level, level), RegistryGrains.NewCaller(), Token);
        await scope.SetMode(RegistryMode.Import, force: true, RegistryGrains.NewCaller(), Token);
        var (ofConfig, ofMode) = (RegistryGrains.NewCaller(), RegistryGrains.NewCaller());
        await scope.DeleteConfig(ofConfig, Token);
        await scope.DeleteMode(recursive: false, ofMode, Token);

        Assert.Equal(level, (await scope.DeleteConfig(ofConfig with { IsRetry = true }, Token)).Value);
        Assert.Equal(RegistryMode.Import, (await scope.DeleteMode(recursive: false, ofMode with { IsRetry = true }, Token)).Value);
    }

    [Fact]
    public async Task Reads_go_on_while_a_write_is_under_way()
    {
        var subject = registry.Subject("read-beside-write");
        await subject.Register(RegistryGrains.Request("First"), Token);
        var (reached, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        registry.Store.BeforeNextCommit(() =>
        {
            reached.SetResult();
            return release.Task;
        });
        var write = subject.Register(RegistryGrains.Request("Second"), Token);
        await reached.Task;

        var latest = await subject.GetVersion(RegisterRequest.LatestVersion, includeDeleted: false, Token);
        release.SetResult();

        Assert.Equal(1, latest.Value!.Version);
        Assert.Equal(2, (await write).Value!.Version);
    }

    [Fact]
    public async Task A_change_behind_the_grains_back_costs_a_second_try_and_no_wrong_answer()
    {
        var subject = registry.Subject("behind-its-back");
        await subject.Register(RegistryGrains.Request("First"), Token);
        registry.Store.BeforeNextCommit(() => registry.Store.Commit(
            new DeleteVersions(
                new SubjectName(".", "behind-its-back"),
                1,
                [1],
                Permanent: false,
                WholeSubject: false,
                new SettingsRevisions(0, 0),
                new CommitOrigin("someone else", Guid.CreateVersion7())),
            Token));

        var answer = await subject.Register(RegistryGrains.Request("Second"), Token);

        Assert.Equal(2, answer.Value!.Version);
        Assert.Equal([2], (await subject.ListVersions(DeletedView.Hide, Token)).Select(entry => entry.Version));
    }

    [Fact]
    public async Task A_mode_that_changed_before_the_commit_is_obeyed()
    {
        var subject = registry.Subject(":.obedient:s");
        await subject.Register(RegistryGrains.Request("First"), Token);
        registry.Store.BeforeNextCommit(async () => await registry.Scope(".obedient").SetMode(
            RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token));

        var answer = await subject.Register(RegistryGrains.Request("Second"), Token);

        Assert.Equal(42205, answer.Error!.Code);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_store_that_is_away_is_told_as_such_and_leaves_nothing_behind()
    {
        var subject = registry.Subject("away");
        registry.Store.BeforeNextCommit(() => throw new StoreUnavailableException("nobody answers"));

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => subject.Register(RegistryGrains.Request("Away"), Token));

        Assert.Empty(await subject.ListVersions(DeletedView.Show, Token));
        Assert.Equal(1, (await subject.Register(RegistryGrains.Request("Away"), Token)).Value!.Version);
    }
}

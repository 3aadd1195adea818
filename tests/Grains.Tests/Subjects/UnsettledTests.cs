using Orleans.Core.Internal;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>
/// What a commit without an answer left behind can be read, and may be lost with the primary: nobody is told that it is there before
/// the store has said that it will last.
/// </summary>
public sealed class UnsettledTests(RegistryGrains registry) : IClassFixture<RegistryGrains>, IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => registry.Store.IsUnsettled = false;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registration_is_not_told_to_who_asks_again(bool hasLeftMemory)
    {
        var name = $"unsettled-{hasLeftMemory}";
        var subject = registry.Subject(name);
        registry.Store.AfterNextCommit(Lose);
        await IsUnknown(() => subject.Register(RegistryGrains.Request("Unsettled"), Token));
        if (hasLeftMemory)
        {
            await subject.Cast<IGrainManagementExtension>().DeactivateOnIdle(Token);
        }

        await IsUnknown(() => subject.Register(RegistryGrains.Request("Unsettled"), Token));
        Assert.Null(registry.LocalSubjects.FindRegistered(SubjectName.Parse(name), RegistryGrains.Request("Unsettled")));
        registry.Store.IsUnsettled = false;

        Assert.Equal(1, (await subject.Register(RegistryGrains.Request("Unsettled"), Token)).Value!.Version);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task Who_finds_it_in_the_turn_after_it_is_not_told_either()
    {
        var (subject, request) = (registry.Subject("unsettled-behind"), RegistryGrains.Request("Behind"));
        var (isCommitting, mayEnd) = (new TaskCompletionSource(), new TaskCompletionSource());
        registry.Store.AfterNextCommit(async () =>
        {
            isCommitting.SetResult();
            await mayEnd.Task;
            await Lose();
        });
        var first = IsUnknown(() => subject.Register(request, Token));
        await isCommitting.Task;
        var second = IsUnknown(() => subject.Register(RegistryGrains.Request("Behind"), Token));
        mayEnd.SetResult();

        await first;
        await second;
    }

    [Fact]
    public async Task Other_subjects_are_answered_all_the_while()
    {
        var known = registry.Subject("settled");
        await known.Register(RegistryGrains.Request("Settled"), Token);
        registry.Store.AfterNextCommit(Lose);
        await IsUnknown(() => registry.Subject("unsettled-beside").Register(RegistryGrains.Request("Beside"), Token));

        Assert.Equal(1, (await known.Register(RegistryGrains.Request("Settled"), Token)).Value!.Version);
    }

    [Fact]
    public async Task A_later_commit_settles_it()
    {
        var subject = registry.Subject("settled-later");
        registry.Store.AfterNextCommit(Lose);
        await IsUnknown(() => subject.Register(RegistryGrains.Request("First"), Token));

        await subject.Register(RegistryGrains.Request("Second"), Token);

        Assert.Equal(1, (await subject.Register(RegistryGrains.Request("First"), Token)).Value!.Version);
    }

    [Fact]
    public async Task A_deletion_of_a_context_is_not_told_before_it_will_last()
    {
        var (scope, caller) = (registry.Scope(".unsettled-gone"), RegistryGrains.NewCaller());
        await scope.SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);
        registry.Store.AfterNextContextDeletion(Lose);
        await IsUnknown(() => scope.DeleteContext(caller, Token));

        await IsUnknown(() => scope.DeleteContext(caller with { IsRetry = true }, Token));
        registry.Store.IsUnsettled = false;

        Assert.True((await scope.DeleteContext(caller with { IsRetry = true }, Token)).Value);
    }

    [Fact]
    public async Task A_deletion_of_a_context_that_was_used_again_since_is_told_to_who_made_it()
    {
        var (scope, caller) = (registry.Scope(".used-again"), RegistryGrains.NewCaller());
        await scope.SetMode(RegistryMode.ReadWrite, force: false, RegistryGrains.NewCaller(), Token);
        Assert.True((await scope.DeleteContext(caller, Token)).Value);
        await registry.Subject(":.used-again:s").Register(RegistryGrains.Request("UsedAgain"), Token);

        Assert.True((await scope.DeleteContext(caller with { IsRetry = true }, Token)).Value);
        Assert.Equal(42211, (await scope.DeleteContext(RegistryGrains.NewCaller(), Token)).Error!.Code);
    }

    private static Task<RegistryUnavailableException> IsUnknown(Func<Task> change) => Assert.ThrowsAsync<RegistryUnavailableException>(change);

    private Task Lose()
    {
        registry.Store.IsUnsettled = true;
        throw new CommitOutcomeUnknownException("no standby");
    }
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>What callers are told of a change whose commit got no answer while the store stays away for a while.</summary>
public sealed class UnknownOutcomeTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Few = 3;
    private const int TooMany = int.MaxValue;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_registration_is_looked_for_until_the_store_is_back()
    {
        var subject = registry.Subject("away-registering");
        registry.Store.AfterNextCommit(() => Lose(Few));

        var answer = await subject.Register(RegistryGrains.Request("AwayRegistering"), Token);

        Assert.Equal(1, answer.Value!.Version);
    }

    [Fact]
    public async Task A_permanent_deletion_is_looked_for_until_the_store_is_back()
    {
        var subject = registry.Subject("away-deleting");
        await subject.Register(RegistryGrains.Request("AwayDeleting"), Token);
        await subject.DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token);
        registry.Store.AfterNextDeletion(() => Lose(Few));

        var answer = await subject.DeleteVersion(1, permanent: true, RegistryGrains.NewCaller(), Token);

        Assert.Equal(1, answer.Value);
    }

    [Fact]
    public async Task A_retried_request_is_looked_for_until_the_store_is_back()
    {
        var (subject, caller) = (registry.Subject("away-retrying"), RegistryGrains.NewCaller());
        await subject.Register(RegistryGrains.Request("AwayRetrying"), Token);
        await subject.DeleteVersion(1, permanent: false, caller, Token);
        registry.Store.FailNextLooks(Few);

        var again = await subject.DeleteVersion(1, permanent: false, caller with { IsRetry = true }, Token);

        Assert.Equal(1, again.Value);
    }

    [Fact]
    public async Task Settings_of_a_context_are_looked_for_until_the_store_is_back()
    {
        registry.Store.AfterNextScopeChange(() => Lose(Few));

        var answer = await registry.Scope(".away").SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);

        Assert.True(answer.Value);
    }

    [Fact]
    public async Task Whoever_was_not_found_in_time_is_told_that_it_may_have_been_made()
    {
        var subject = registry.Subject("away-for-good");
        registry.Store.AfterNextCommit(() => Lose(TooMany));

        var fault = await Assert.ThrowsAsync<RegistryUnavailableException>(
            () => subject.Register(RegistryGrains.Request("AwayForGood"), Token));
        registry.Store.FailNextLooks(0);

        Assert.Contains("may have been made", fault.Message, StringComparison.Ordinal);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task Others_have_their_turn_while_it_is_looked_for()
    {
        var subject = registry.Subject("away-with-others");
        var committed = new TaskCompletionSource();
        registry.Store.AfterNextCommit(() =>
        {
            committed.SetResult();
            return Lose(TooMany);
        });
        var lost = subject.Register(RegistryGrains.Request("AwayWithOthers"), Token);
        await committed.Task;

        await Assert.ThrowsAsync<RegistryUnavailableException>(() => subject.DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token));
        Assert.False(lost.IsCompleted);
        registry.Store.FailNextLooks(0);

        Assert.Equal(1, (await lost).Value!.Version);
    }

    private Task Lose(int looks)
    {
        registry.Store.FailNextLooks(looks);
        throw new CommitOutcomeUnknownException("the connection broke");
    }
}

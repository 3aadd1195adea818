using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>
/// A gateway makes a call again that has no answer. When it is refused then, the call before it, which may be under way at a silo that was
/// lost sight of, must not be made any more.
/// </summary>
public sealed class RefusedRequestTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_ends_what_may_be_under_way_only_where_that_is_possible(bool isRetry)
    {
        var subject = registry.Subject($"refused-{isRetry}");
        var request = RegistryGrains.Request($"Refused{isRetry}", RegistryGrains.NewCaller() with { IsRetry = isRetry });
        await subject.SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);

        var refused = await subject.Register(request, Token);

        Assert.Equal(42205, refused.Error!.Code);
        Assert.Equal(isRetry ? 1 : 0, (await registry.Store.FindRequest(request.Caller.RequestId, Token)).Refusals);
    }

    [Theory]
    [InlineData("arrives")]
    [InlineData("misses")]
    [InlineData("is lost")]
    public async Task A_change_whose_request_was_refused_meanwhile_is_not_made(string commit)
    {
        var subject = registry.Subject($"refused-and-{commit}");
        var request = RegistryGrains.Request("RefusedMeanwhile");
        Task RefuseElsewhere() => registry.Store.RefuseRequest(request.Caller.RequestId, Token);
        registry.Store.BeforeNextCommit(async change =>
        {
            if (commit == "misses")
            {
                await Change(change, RegistryMode.ReadWrite);
                registry.Store.BeforeNextLoad(RefuseElsewhere);
                return;
            }

            await RefuseElsewhere();
            if (commit == "is lost")
            {
                throw new CommitOutcomeUnknownException("the connection broke");
            }
        });

        var answer = await subject.Register(request, Token);

        Assert.Equal(50301, answer.Error!.Code);
        Assert.Empty(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_change_that_others_came_before_is_refused_without_a_trace()
    {
        var subject = registry.Subject("missed-and-refused");
        var request = RegistryGrains.Request("MissedAndRefused");
        registry.Store.BeforeNextCommit(change => Change(change, RegistryMode.ReadOnly));

        var answer = await subject.Register(request, Token);

        Assert.Equal(42205, answer.Error!.Code);
        Assert.Equal(0, (await registry.Store.FindRequest(request.Caller.RequestId, Token)).Refusals);
    }

    [Fact]
    public async Task A_commit_that_was_lost_sight_of_is_never_made_once_its_request_is_refused()
    {
        var subject = registry.Subject("lost-and-refused");
        var lost = LoseNextCommit();

        var answer = await subject.Register(RegistryGrains.Request("LostAndRefused"), Token);
        await subject.DeleteMode(RegistryGrains.NewCaller(), Token);

        Assert.Equal(42205, answer.Error!.Code);
        Assert.Equal(CommitStatus.RequestRefused, await Arrive(await lost));
        Assert.Empty(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_commit_that_was_lost_sight_of_and_arrives_before_the_refusal_is_answered()
    {
        var subject = registry.Subject("lost-and-arrived");
        var lost = LoseNextCommit();
        registry.Store.BeforeNextRefusal(async () => Assert.Equal(CommitStatus.Committed, await Arrive(await lost)));

        var answer = await subject.Register(RegistryGrains.Request("LostAndArrived"), Token);

        Assert.Equal(1, answer.Value!.Version);
    }

    [Fact]
    public async Task Who_chose_the_id_may_ask_again_after_a_refusal()
    {
        var subject = registry.Subject("refused-and-asked-again");
        var request = RegistryGrains.Request("RefusedAndAskedAgain", RegistryGrains.NewCaller() with { IsRetry = true });
        await subject.SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token);
        var refused = await subject.Register(request, Token);
        await subject.DeleteMode(RegistryGrains.NewCaller(), Token);

        var made = await subject.Register(request, Token);
        var again = await subject.Register(request, Token);

        Assert.Equal(42205, refused.Error!.Code);
        Assert.Equal(1, made.Value!.Version);
        Assert.Equal(made.Value.Id, again.Value!.Id);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    /// <summary>The next commit does not arrive, while somebody else forbids it.</summary>
    private Task<RegisterVersion> LoseNextCommit()
    {
        var lost = new TaskCompletionSource<RegisterVersion>();
        registry.Store.BeforeNextCommit(async change =>
        {
            lost.SetResult(change);
            await Change(change, RegistryMode.ReadOnly);
            throw new CommitOutcomeUnknownException("the connection broke");
        });
        return lost.Task;
    }

    /// <summary>Somebody else comes before a registration.</summary>
    private Task<CommitResult> Change(RegisterVersion next, RegistryMode mode) => registry.Store.Sound.Commit(
        new ReplaceSubjectSettings(
            next.Subject, next.ExpectedRevision, null, mode, next.Settings, new CommitOrigin("somebody else", Guid.CreateVersion7())),
        Token);

    /// <summary>It arrives after all, and finds all else as it would have to be.</summary>
    private async Task<CommitStatus> Arrive(RegisterVersion lost)
    {
        var revision = await registry.Store.ReadRevision(lost.Subject, Token);
        return (await registry.Store.Sound.Commit(lost with { ExpectedRevision = revision }, Token)).Status;
    }
}

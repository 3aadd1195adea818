using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Tests.Subjects;

public sealed class RequestIdTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Reused = 40991;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_of_an_older_build_stands_for_every_request_of_its_subject_and_kind()
    {
        var caller = RegistryGrains.NewCaller() with { IsRetry = true };
        await CommitAsBefore("older", caller);

        Assert.Equal(1, (await registry.Subject("older").Register(RegistryGrains.Request("Another", caller), Token)).Value!.Version);
        Assert.Equal(Reused, (await registry.Subject("other").Register(RegistryGrains.Request("Another", caller), Token)).Error!.Code);
        Assert.Equal(Reused, (await registry.Subject("older").DeleteVersion(1, permanent: false, caller, Token)).Error!.Code);
    }

    [Fact]
    public async Task A_request_whose_version_is_gone_is_made_once_more()
    {
        var (subject, caller) = (registry.Subject("gone"), RegistryGrains.NewCaller() with { IsRetry = true });
        await subject.Register(RegistryGrains.Request("Gone", caller), Token);
        await subject.DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token);
        await subject.DeleteVersion(1, permanent: true, RegistryGrains.NewCaller(), Token);

        Assert.Equal(1, (await subject.Register(RegistryGrains.Request("Gone", caller), Token)).Value!.Version);
        Assert.Single(await subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task An_edit_of_tags_is_answered_as_it_was_after_the_version_it_began_with_has_gone()
    {
        var (subject, caller) = (registry.Subject("edited"), RegistryGrains.NewCaller() with { IsRetry = true });
        await subject.Register(RegistryGrains.Request("Edited"), Token);
        var edit = new TagRequest(
            1, RegisterRequest.LatestVersion, TagEdits.None, new Metadata().WithProperty("a", "b"), null, null, [], caller);
        Assert.Equal(2, (await subject.EditTags(edit, Token)).Value!.Version);
        await subject.DeleteVersion(1, permanent: false, RegistryGrains.NewCaller(), Token);

        Assert.Equal(2, (await subject.EditTags(edit, Token)).Value!.Version);
        Assert.Equal(40402, (await subject.EditTags(edit with { Caller = RegistryGrains.NewCaller() }, Token)).Error!.Code);
        Assert.Equal(
            Reused, (await subject.EditTags(edit with { Metadata = new Metadata().WithProperty("a", "c") }, Token)).Error!.Code);
    }

    [Fact]
    public async Task Another_request_that_comes_first_while_one_is_committed_refuses_it()
    {
        var caller = RegistryGrains.NewCaller() with { IsRetry = true };
        registry.Store.BeforeNextCommit(async () =>
            await registry.Subject("first").Register(RegistryGrains.Request("First", caller), Token));

        var second = await registry.Subject("second").Register(RegistryGrains.Request("Second", caller), Token);

        Assert.Equal(Reused, second.Error!.Code);
        Assert.Empty(await registry.Subject("second").ListVersions(DeletedView.Show, Token));
    }

    // Neighbouring builds compare these, and so does a build with what it has stored a day before.
    [Fact]
    public void What_is_asked_for_keeps_its_hash()
    {
        var edits = new TagEdits([new EntityTags("a.B", EntityKind.Record, ["x", "y"])], [], Propagate: true);
        var caller = RegistryGrains.NewCaller();
        var register = RegistryGrains.Request("Hashed", caller) with { Version = 3, Tags = edits, RedirectIfAlias = true };
        var tags = new TagRequest(-1, 0, edits, new Metadata(), null, new RuleSet(EnableAt: "CLIENT"), ["r"], caller);

        Assert.Equal(
            [
                "a54a769bd1951cff23dff700a12aa013c61cab19873ea6f8595413993f02bab3",
                "9229b9c6b7d9ae8ce01d9e8d7cf944563c36a1859be2469bbcb607c2e3af3583",
                "553c32d4b146c7795ed4bda167dc09e845c61411cfceb17a23da2c2dccf29a9b",
                "857bdb8473de2e6479e9a7f5de048dd4b045cb1674dbb3c17704557104b561e3",
                "9fb81597b804d8f8d31298d28c14b55a6270e6aac921721b287d4fe134ceaa32",
            ],
            [
                RequestContent.Of(register).ToString(),
                RequestContent.Of(tags).ToString(),
                RequestContent.OfVersionDeletion(-1, permanent: false).ToString(),
                RequestContent.OfSubjectDeletion(permanent: true).ToString(),
                RequestContent.OfRestoration(2).ToString(),
            ]);
    }

    /// <summary>Registers as a build does that ties no request id to what was asked for.</summary>
    private async Task CommitAsBefore(string subject, Caller caller)
    {
        var content = new SchemaContent(SchemaType.Avro, "\"string\"", []);
        var change = new RegisterVersion(
            new SubjectName(SubjectName.DefaultContext, subject),
            ExpectedRevision: 0,
            Version: 1,
            (await registry.Store.TakeIds(SubjectName.DefaultContext, 1, Token))[0],
            IdSource.New,
            content,
            ContentHash.Of(content),
            SchemaGuid.Of(content),
            [],
            [],
            new SettingsRevisions(0, 0),
            new CommitOrigin(caller.Actor, caller.RequestId));
        Assert.Equal(CommitStatus.Committed, (await registry.Store.Commit(change, Token)).Status);
    }
}

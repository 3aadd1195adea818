using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Numbering
{
    private const int Writers = 6;
    private const int ChangesPerWriter = 40;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task Racing_changes_are_numbered_densely_and_by_revision(StoreUnderTest tested)
    {
        var log = new NumberedLog(tested.Store);
        await log.NumberAll();
        var start = (await tested.Store.ReadPosition(Token)).Highest;
        var box = tested.Sandbox();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(() => Write(
            new Sandbox(writer % 2 == 0 ? tested.Store : tested.Another, box.Context), $"s{writer}"))));
        await using (var sequencer = await log.Lead())
        {
            while (!writing.IsCompleted)
            {
                await sequencer.Number(7, Token);
            }

            await writing;
        }

        var changes = await log.ReadAll(ChangeFilter.Everything, start);
        Assert.Equal(Enumerable.Range(1, Writers * ChangesPerWriter).Select(n => start + n), changes.Select(entry => entry.Number));
        foreach (var subject in changes.GroupBy(entry => entry.Change.Subject))
        {
            Assert.Equal(Enumerable.Range(1, ChangesPerWriter).Select(n => (long)n), subject.Select(entry => entry.Change.Revision));
        }
    }

    public static async Task A_content_is_numbered_before_those_who_share_it(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var another = new Sandbox(tested.Another, box.Context);
        for (var round = 0; round < 10; round++)
        {
            await box.Register("first", $"{round}");
            await another.Register("second", $"{round}");
        }

        var known = new HashSet<int>();
        foreach (var entry in await new NumberedLog(tested.Store).ReadAll(new ChangeFilter(box.Context, WithContent: true)))
        {
            var registered = entry.Change.ReadRegistered();
            Assert.Equal(known.Add(registered.Id), registered.Content is not null);
        }
    }

    public static async Task One_sequencer_leads_and_the_next_takes_over(StoreUnderTest tested)
    {
        await using var first = await new NumberedLog(tested.Store).Lead();
        await using var second = await tested.Another.OpenSequencer(Token);
        Assert.False(await second.TryLead(Token));
        Assert.True(await first.TryLead(Token));
        await first.DisposeAsync();
        await Eventually.Be("the second to lead", Deadline, () => second.TryLead(Token));
    }

    public static async Task Listeners_hear_of_what_was_numbered(StoreUnderTest tested)
    {
        var log = new NumberedLog(tested.Store);
        await log.NumberAll();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var words = tested.Another.Listen(ending.Token).GetAsyncEnumerator(ending.Token);
        Assert.True(await words.MoveNextAsync());
        await tested.Sandbox().Register("s", "1");
        await log.NumberAll();
        var highest = (await tested.Store.ReadPosition(Token)).Highest;
        ending.CancelAfter(Deadline);
        while (words.Current < highest)
        {
            Assert.True(await words.MoveNextAsync());
        }
    }

    public static async Task Whoever_waits_for_a_commit_is_woken(StoreUnderTest tested)
    {
        var commit = tested.Store.NextCommit;
        await tested.Sandbox().Register("s", "1");
        await commit.WaitAsync(Deadline, Token);
        Assert.False(tested.Store.NextCommit.IsCompleted);
    }

    public static async Task What_is_numbered_does_not_lag(StoreUnderTest tested)
    {
        await tested.Sandbox().Register("s", "1");
        await new NumberedLog(tested.Store).NumberAll();
        Assert.Equal(new LogLag(0, 0), await tested.Store.ReadLag(Token));
    }

    public static async Task Filters_show_what_they_name_and_pass_over_the_rest(StoreUnderTest tested)
    {
        var (box, elsewhere) = (tested.Sandbox(), tested.Sandbox());
        await elsewhere.Register("ab", "1");
        await box.Register("ab", "1");
        await box.Register("a%", "2");
        await box.Delete("ab", 1);
        await box.Configure("ab", Samples.FullConfig);
        await box.ConfigureScope(box.Context, null, RegistryMode.Import);
        var log = new NumberedLog(tested.Store);
        await log.NumberAll();

        async Task Shows(ChangeFilter filter, params string[] expected)
        {
            // Page by page, and in memory, it comes to the same.
            var shown = await log.Read(filter, limit: 2);
            Assert.Equal(expected, shown.Select(entry => $"{entry.Change.Subject.Name} {entry.Change.Kind}"));
            var everything = await log.Read(ChangeFilter.Everything);
            var admitted = everything.Where(entry => filter.Admits(entry.Change));
            Assert.Equal(shown.Select(entry => entry.Number), admitted.Select(entry => entry.Number));
        }

        var inBox = new ChangeFilter(box.Context);
        await Shows(
            inBox, "ab Registered", "a% Registered", "ab Deleted", "ab SubjectSettingsChanged", " ScopeSettingsChanged");
        await Shows(inBox with { NamePrefix = "a%" }, "a% Registered");
        await Shows(inBox with { Kinds = [ChangeKind.Deleted, ChangeKind.ScopeSettingsChanged] }, "ab Deleted", " ScopeSettingsChanged");
        await Shows(new ChangeFilter(elsewhere.Context), "ab Registered");
        await Shows(new ChangeFilter(box.Context, Kinds: []));
    }

    public static async Task Contents_are_shown_to_those_who_ask(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("s", "1");
        var log = new NumberedLog(tested.Store);
        var without = Assert.Single(await log.ReadAll(new ChangeFilter(box.Context)));
        var with = Assert.Single(await log.ReadAll(new ChangeFilter(box.Context, WithContent: true)));
        Assert.Null(without.Change.ReadRegistered().Content);
        Assert.Equal(change.Content, with.Change.ReadRegistered().Content);
        Assert.Equal(with, without with { Change = without.Change with { Payload = with.Change.Payload } });
    }

    public static async Task Changes_of_configuration_and_of_mode_are_told_apart(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var settings = await box.Settings();
        await box.Store.Commit(
            new ReplaceSubjectSettings(
                box.Subject("s"), 0, Samples.FullConfig, null, settings, Sandbox.Origin(), SettingsPart.Config),
            Token);
        await box.Store.Commit(
            new ReplaceScopeSettings(box.Context, 0, null, RegistryMode.Import, Sandbox.Origin(), SettingsPart.Mode), Token);
        var changes = await new NumberedLog(tested.Store).ReadAll(new ChangeFilter(box.Context));
        Assert.Equal([SettingsPart.Config, SettingsPart.Mode], changes.Select(entry => entry.Change.ReadSettings().Changed));
    }

    private static async Task Write(Sandbox box, string subject)
    {
        for (var revision = 1; revision <= ChangesPerWriter; revision++)
        {
            var result = revision % 10 == 0
                ? await box.Configure(subject, Samples.FullConfig)
                : await box.Store.Commit(await box.Prepare(subject, $"{subject} {revision % 5}"), Token);
            Assert.Equal((CommitStatus.Committed, (long)revision), (result.Status, result.Revision));
        }
    }
}

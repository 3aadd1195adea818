using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Registering
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task A_subject_without_a_row_has_revision_0(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        Assert.Equal(
            new SubjectSnapshot(box.Subject("s"), 0, null, null, []), await box.Store.LoadSubject(box.Subject("s"), Token));
        Assert.Equal(0, await box.Store.ReadRevision(box.Subject("s"), Token));
    }

    public static async Task A_registration_tells_id_revision_and_time(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Prepare("s", "1");
        var result = await box.Store.Commit(change, Token);
        Assert.Equal((CommitStatus.Committed, 1L, change.Id), (result.Status, result.Revision, result.Id));
        Assert.InRange(result.CommittedAt, 1_700_000_000_000, 4_000_000_000_000);
        Assert.Equal(
            new VersionRow(1, change.Id, change.Hash, false, result.CommittedAt, TextShape.Of(change.Content)),
            Assert.Single(await box.Versions("s")));
    }

    public static async Task Every_version_moves_the_revision(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        var snapshot = await box.Store.LoadSubject(box.Subject("s"), Token);
        Assert.Equal(2, snapshot.Revision);
        Assert.Equal([1, 2], snapshot.Versions.Select(row => row.Version));
        Assert.Equal(2, await box.Store.ReadRevision(box.Subject("s"), Token));
    }

    public static async Task Changes_of_many_subjects_at_once_have_an_outcome_each(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "0");
        var changes = new List<(RegisterVersion Change, CommitStatus Expected)>();
        for (var number = 0; number < 60; number++)
        {
            var change = await box.Prepare($"s{number}", $"{number + 1}");
            changes.Add((number % 5) switch
            {
                1 => (change with { ExpectedRevision = 1 }, CommitStatus.Stale),
                2 => (change with { Settings = new SettingsRevisions(7, 7) }, CommitStatus.SettingsChanged),
                3 => (change with { References = [new SubjectVersion(box.Subject("base"), 9)] }, CommitStatus.ReferenceMissing),
                4 => (change with { IdSource = IdSource.Known }, CommitStatus.ContentGone),
                _ => (change, CommitStatus.Committed),
            });
        }

        var results = await Task.WhenAll(changes.Select(entry => Task.Run(() => box.Store.Commit(entry.Change, Token))));

        Assert.Equal(changes.Select(entry => entry.Expected), results.Select(result => result.Status));
        foreach (var (change, expected) in changes)
        {
            var ids = (await box.Versions(change.Subject.Name)).Select(row => row.Id);
            Assert.Equal(expected == CommitStatus.Committed ? [change.Id] : [], ids);
        }
    }

    public static async Task Another_instance_sees_what_was_committed(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("s", "1");
        Assert.Equal(1, await tested.Another.ReadRevision(box.Subject("s"), Token));
        Assert.Equal("1", (await tested.Another.FindSchema(box.Context, change.Id, Token))!.Schema.Content.Text);
    }

    public static async Task A_stale_revision_is_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Prepare("s", "2");
        await box.Register("s", "1");
        Assert.Equal(new CommitResult(CommitStatus.Stale, 1), await box.Store.Commit(change, Token));
        Assert.Equal(CommitStatus.Stale, (await box.Store.Commit(change with { ExpectedRevision = 2 }, Token)).Status);
        Assert.Null(await box.Find(change.Id));
        Assert.Null(await box.Store.FindChange(change.Origin.RequestId, Token));
    }

    public static async Task A_version_number_is_given_once(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        var change = await box.Prepare("s", "2") with { Version = 1 };
        Assert.Equal(CommitStatus.Stale, (await box.Store.Commit(change, Token)).Status);
        Assert.Null(await box.Find(change.Id));
        Assert.Equal(1, await box.Store.ReadRevision(box.Subject("s"), Token));
    }

    public static async Task Changed_settings_refuse(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Prepare("s", "1");
        await box.ConfigureScope(box.Context, new RegistryConfig(Normalize: true));
        Assert.Equal(CommitStatus.SettingsChanged, (await box.Store.Commit(change, Token)).Status);

        change = await box.Prepare("s", "1");
        await box.ConfigureScope(SubjectName.GlobalContext, null, RegistryMode.ReadWrite);
        Assert.Equal(CommitStatus.SettingsChanged, (await box.Store.Commit(change, Token)).Status);
        Assert.Equal(0, await box.Store.ReadRevision(box.Subject("s"), Token));
    }

    public static async Task Content_with_an_id_keeps_it(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var first = await box.Register("s", "1");
        var fresh = (await box.Store.TakeIds(box.Context, 1, Token))[0];
        var change = await box.Prepare("t", "1") with { IdSource = IdSource.New, Id = fresh };
        var result = await box.Store.Commit(change, Token);
        Assert.Equal((CommitStatus.ContentHasOtherId, first.Id), (result.Status, result.Id));
        Assert.Null(await box.Find(fresh));
        Assert.Equal(0, await box.Store.ReadRevision(box.Subject("t"), Token));
        Assert.Equal(first.Id, (await box.Register("t", "1")).Id);
    }

    public static async Task A_known_id_that_is_gone_is_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        var change = await box.Prepare("t", "1");
        await box.DeletePermanently("s", 1);
        Assert.Equal(CommitStatus.ContentGone, (await box.Store.Commit(change, Token)).Status);
        Assert.Equal(CommitStatus.ContentGone, (await box.Store.Commit(change with { Id = 999 }, Token)).Status);
    }

    public static async Task A_known_id_must_carry_the_same_content(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var other = await box.Register("s", "1");
        var change = await box.Prepare("t", "2") with { IdSource = IdSource.Known, Id = other.Id };
        Assert.Equal(CommitStatus.ContentGone, (await box.Store.Commit(change, Token)).Status);
    }

    public static async Task A_taken_id_that_an_import_used_is_refused(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Prepare("s", "1");
        await box.Import("t", "2", change.Id, 1);
        Assert.Equal(CommitStatus.ContentGone, (await box.Store.Commit(change, Token)).Status);
        Assert.Null(await box.Store.FindId(box.Context, change.Hash, Token));
    }

    public static async Task The_same_content_in_two_contexts_has_two_ids(StoreUnderTest tested)
    {
        var (one, two) = (tested.Sandbox(), tested.Sandbox());
        await one.Register("s", "0");
        var (first, second) = (await one.Register("s", "1"), await two.Register("s", "1"));
        Assert.Equal((2, 1), (first.Id, second.Id));
        Assert.Equal(
            new[] { new SchemaId(one.Context, 2), new SchemaId(two.Context, 1) }.OrderBy(id => id.Context, StringComparer.Ordinal),
            (await one.Store.FindIds(first.Guid, Token)).Where(id => id.Context == one.Context || id.Context == two.Context));
    }

    public static async Task Content_comes_back_as_it_was(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var (content, number) in Samples.Contents.Select((content, number) => (content, number)))
        {
            var change = await box.Commit(await box.Prepare(box.Subject($"s{number}"), content));
            var stored = (await box.Find(change.Id))!;
            Assert.Equal(content, stored.Schema.Content);
            Assert.Equal(change.Hash, ContentHash.Of(stored.Schema.Content));
            Assert.Equal(change.Guid, stored.Schema.Guid);
            Assert.Equal(change.Hash, ContentHash.Of((await box.Store.LoadContents(box.Context, [change.Id], Token))[change.Id]));
        }
    }

    public static async Task Text_of_a_megabyte_is_stored(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var text = string.Concat(Enumerable.Range(0, 100_000).Select(number => $"{number:x} ✓"));
        var change = await box.Register("s", text);
        Assert.Equal(text, (await box.Find(change.Id))!.Schema.Content.Text);
    }

    public static async Task Names_of_any_script_and_length_are_told_apart(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var names = Samples.Names.ToList();
        foreach (var name in names)
        {
            await box.Register(name, "1");
        }

        foreach (var name in names)
        {
            Assert.Equal(1, await box.Store.ReadRevision(box.Subject(name), Token));
        }

        var listed = await box.Store.ListSubjects(box.Everything(), Token).Select(subject => SubjectName.Parse(subject.Subject).Name).ToListAsync(Token);
        Assert.Equal(names.Order(Samples.CodePointOrder), listed);
    }

    public static async Task The_versions_a_registration_replaces_go(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("s", "2");
        await box.Delete("s", 1);
        var result = await box.Store.Commit(await box.Prepare("s", "1") with { Removed = [1, 2, 7] }, Token);
        Assert.Equal([1], result.Removed);
        Assert.Equal([2, 3], (await box.Versions("s")).Select(row => row.Version));
    }

    public static async Task A_replaced_version_that_is_referred_to_stays(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Delete("s", 1);
        await box.Register("t", "2", new SubjectVersion(box.Subject("s"), 1));
        var result = await box.Store.Commit(await box.Prepare("s", "1") with { Removed = [1] }, Token);
        Assert.Equal((CommitStatus.Committed, 0), (result.Status, result.Removed.Length));
        Assert.Equal([1, 2], (await box.Versions("s")).Select(row => row.Version));
    }

    public static async Task A_missing_reference_is_named(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "1");
        var present = new SubjectVersion(box.Subject("base"), 1);
        var missing = new SubjectVersion(box.Subject("base"), 2);
        var change = await box.Prepare("s", "2", present, missing, new SubjectVersion(box.Subject("nowhere"), 1));
        var result = await box.Store.Commit(change, Token);
        Assert.Equal((CommitStatus.ReferenceMissing, missing), (result.Status, result.Offender));
        Assert.Null(await box.Find(change.Id));
        Assert.Equal(CommitStatus.Committed, (await box.Store.Commit(change with { References = [present, present] }, Token)).Status);
    }

    public static async Task A_soft_deleted_version_may_be_referred_to(StoreUnderTest tested)
    {
        var (box, elsewhere) = (tested.Sandbox(), tested.Sandbox());
        await elsewhere.Register("base", "1");
        await elsewhere.Delete("base", 1);
        await box.Register("s", "2", new SubjectVersion(elsewhere.Subject("base"), 1));
        var referrer = Assert.Single(await box.Store.ListReferrers(elsewhere.Subject("base"), 1, Token).ToListAsync(Token));
        Assert.Equal(new Referrer(1, box.Subject("s").ToString(), 1, false), referrer);
    }

    public static async Task Ids_that_are_not_there_are_left_out(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var (first, second) = (await box.Register("s", "1"), await box.Register("s", "2"));
        var contents = await box.Store.LoadContents(box.Context, [first.Id, second.Id, 77, -1], Token);
        Assert.Equal(["1", "2"], contents.OrderBy(pair => pair.Key).Select(pair => pair.Value.Text));
        Assert.Empty(await box.Store.LoadContents(".nowhere", [1], Token));
        Assert.Null(await box.Store.FindSchema(".nowhere", 1, Token));
        Assert.Null(await box.Find(77));
    }

    public static async Task A_schema_shows_where_it_is_used(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("b", "1");
        await box.Register("a", "1");
        await box.Register("c", "1");
        await box.Delete("c", 1);
        Assert.Equal(
            [("a", false), ("b", false), ("c", true)],
            (await box.Find(change.Id))!.Schema.Uses.Select(use => (SubjectName.Parse(use.Subject).Name, use.Deleted)));
    }

    public static async Task Sixty_four_registrations_of_one_content_share_one_id(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            var store = number % 2 == 0 ? tested.Store : tested.Another;
            return await RegisterInsisting(new Sandbox(store, box.Context), $"s{number}", "same");
        }));
        Assert.Single(ids.Distinct());
        Assert.Equal(64, (await box.Find(ids[0]))!.Schema.Uses.Length);
    }

    public static async Task Sixty_four_contents_have_sixty_four_ids(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var ids = await Task.WhenAll(Enumerable.Range(0, 64).Select(async number =>
        {
            var store = number % 2 == 0 ? tested.Store : tested.Another;
            return await RegisterInsisting(new Sandbox(store, box.Context), $"s{number}", $"{number}");
        }));
        Assert.Equal(64, ids.Distinct().Count());
        Assert.Equal(ids.Max(), await box.Store.MaxId(box.Context, Token));
    }

    /// <summary>Registers as a grain does: when another was faster with the content, its id is used.</summary>
    internal static async Task<int> RegisterInsisting(Sandbox box, string subject, string text)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            var change = await box.Prepare(subject, text);
            var result = await box.Store.Commit(change, Token);
            if (result.Status == CommitStatus.ContentHasOtherId)
            {
                result = await box.Store.Commit(change with { IdSource = IdSource.Known, Id = result.Id }, Token);
            }

            if (result.Status == CommitStatus.Committed)
            {
                return result.Id;
            }
        }

        throw new InvalidOperationException($"{subject} could not be registered.");
    }
}

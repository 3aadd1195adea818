using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Importing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task An_import_keeps_id_and_version(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 7);
        Assert.Equal(100, await box.IdOf("s", 7));
        Assert.Equal("1", (await box.Find(100))!.Schema.Content.Text);
        Assert.Equal(100, await box.Store.FindId(box.Context, ContentHash.Of(Sandbox.Content("1")), Token));
    }

    public static async Task An_import_raises_the_counter_and_never_lowers_it(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 1);
        await box.Import("s", "2", 50, 2);
        Assert.Equal(101, (await box.Register("s", "3")).Id);
        Assert.Equal(101, await box.Store.MaxId(box.Context, Token));
    }

    public static async Task The_highest_id_does_not_use_a_context_up(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", int.MaxValue, 1);
        await box.Import("s", "2", int.MaxValue - 1, int.MaxValue);
        Assert.InRange((await box.Register("t", "3")).Id, 1, 10);
        Assert.Equal(int.MaxValue, await box.Store.MaxId(box.Context, Token));
    }

    public static async Task An_id_with_other_content_is_taken(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 1);
        var change = await box.PrepareImport("t", "2", 100, 1);
        Assert.Equal(CommitStatus.IdInUse, (await box.Store.Commit(change, Token)).Status);
        await box.DeletePermanently("s", 1);
        change = await box.PrepareImport("t", "2", 100, 1);
        Assert.Equal(CommitStatus.IdInUse, (await box.Store.Commit(change, Token)).Status);
        Assert.Equal(0, await box.Store.ReadRevision(box.Subject("t"), Token));
    }

    public static async Task The_same_content_revives_a_deleted_id(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 1);
        await box.DeletePermanently("s", 1);
        Assert.Null(await box.Find(100));
        await box.Import("t", "1", 100, 1);
        Assert.Equal("1", (await box.Find(100))!.Schema.Content.Text);
        Assert.Equal(100, (await box.Register("u", "1")).Id);
    }

    public static async Task The_identities_of_versions_are_those_of_now(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 1);
        await box.Import("s", "2", 200, 2);
        await box.Import("t", "1", 100, 7);
        Assert.Equal([Hash("2"), null, Hash("1"), null, Hash("1"), Hash("2")], await Hashes(("s", 2), ("s", 3), ("t", 7), ("none", 1), ("s", 1), ("s", 2)));

        await box.Delete("s", 1);
        await box.Import("s", "3", 300, 1);
        await box.DeletePermanently("t", 7);
        Assert.Equal([Hash("3"), null], await Hashes(("s", 1), ("t", 7)));
        Assert.Empty(await Hashes());

        static ContentHash? Hash(string text) => ContentHash.Of(Sandbox.Content(text));

        Task<ImmutableArray<ContentHash?>> Hashes(params (string Subject, int Version)[] versions) =>
            box.Store.FindHashes([.. versions.Select(version => new SubjectVersion(box.Subject(version.Subject), version.Version))], Token);
    }

    public static async Task An_import_replaces_a_version(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "0");
        await box.Register("s", "1", new SubjectVersion(box.Subject("base"), 1));
        await box.Delete("s", 1);
        var generation = (await box.Find(1))!.Generation;
        await box.Import("s", "2", 100, 1);

        var row = Assert.Single(await box.Versions("s"));
        Assert.Equal((1, 100, false), (row.Version, row.Id, row.Deleted));
        Assert.Null(await box.Find(2));
        Assert.Empty(await box.Store.ListReferrers(box.Subject("base"), 1, Token).ToListAsync(Token));
        Assert.True((await box.Find(1))!.Generation > generation);
        var listed = await box.Store.ListSubjects(box.Everything(), Token).ToListAsync(Token);
        Assert.Equal(1, listed.Single(subject => SubjectName.Parse(subject.Subject).Name == "s").LiveVersions);
    }

    public static async Task A_replaced_id_in_use_elsewhere_stays(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        await box.Register("t", "1");
        await box.Import("s", "2", 100, 1);
        Assert.Equal(["t"], (await box.Find(1))!.Schema.Uses.Select(use => SubjectName.Parse(use.Subject).Name));
    }

    public static async Task An_import_again_changes_nothing_but_the_revision(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("s", "1", 100, 3);
        await box.Import("s", "1", 100, 3);
        Assert.Equal(2, await box.Store.ReadRevision(box.Subject("s"), Token));
        Assert.Equal(100, Assert.Single(await box.Versions("s")).Id);
    }

    public static async Task One_content_may_have_two_ids_and_the_first_stands_for_it(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var first = await box.Register("s", "1");
        await box.Import("t", "1", 100, 1);
        Assert.Equal(first.Id, await box.Store.FindId(box.Context, first.Hash, Token));
        Assert.Equal([1, 100], (await box.Store.FindIds(first.Guid, Token)).Where(id => id.Context == box.Context).Select(id => id.Id));
        await box.DeletePermanently("s", 1);
        Assert.Equal(100, await box.Store.FindId(box.Context, first.Hash, Token));
        Assert.Equal(100, (await box.Register("u", "1")).Id);
    }

    public static async Task An_import_needs_its_references(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.PrepareImport("s", "1", 100, 1) with { References = [new SubjectVersion(box.Subject("base"), 1)] };
        Assert.Equal(CommitStatus.ReferenceMissing, (await box.Store.Commit(change, Token)).Status);
        Assert.Null(await box.Find(100));
    }
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Listing
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task Subjects_are_listed_by_what_is_deleted(StoreUnderTest tested)
    {
        var box = await Mixed(tested);
        Assert.Equal(["live", "part"], await Subjects(box, box.Everything()));
        Assert.Equal(["gone", "live", "part"], await Subjects(box, box.Everything(DeletedView.Show)));
        Assert.Equal(["gone"], await Subjects(box, box.Everything(DeletedView.Only)));
    }

    public static async Task Versions_are_listed_by_what_is_deleted(StoreUnderTest tested)
    {
        var box = await Mixed(tested);
        Assert.Equal(["live/1", "part/2"], await Versions(box, box.Everything(), latestOnly: false));
        Assert.Equal(
            ["gone/1", "live/1", "part/1", "part/2", "part/3"],
            await Versions(box, box.Everything(DeletedView.Show), latestOnly: false));
        Assert.Equal(["gone/1", "part/1", "part/3"], await Versions(box, box.Everything(DeletedView.Only), latestOnly: false));
        Assert.Equal(["live/1", "part/2"], await Versions(box, box.Everything(), latestOnly: true));
        Assert.Equal(["gone/1", "live/1", "part/3"], await Versions(box, box.Everything(DeletedView.Show), latestOnly: true));
    }

    public static async Task A_listed_version_carries_its_content(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("s", "1");
        var listed = Assert.Single(await box.Store.ListVersions(box.Everything(), Token).ToListAsync(Token));
        var row = Assert.Single(await box.Versions("s"));
        Assert.Equal(
            new SubjectSchema(change.Subject.ToString(), row.Version, row.Id, change.Guid, change.Content, row.CreatedAt, row.Deleted), listed);
    }

    public static async Task A_prefix_is_literal(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var name in (string[])["a", "a%", "a%b", "ab", "b", "a\uD7FF", "a😀", "a😀b", "a\uFFFD"])
        {
            await box.Register(name, "1");
        }

        Assert.Equal(["a%", "a%b"], await Subjects(box, new ListFilter(box.Context, "a%", DeletedView.Hide)));
        Assert.Equal(["a😀", "a😀b"], await Subjects(box, new ListFilter(box.Context, "a😀", DeletedView.Hide)));
        Assert.Equal(["a\uD7FF"], await Subjects(box, new ListFilter(box.Context, "a\uD7FF", DeletedView.Hide)));
        Assert.Equal(8, (await Subjects(box, new ListFilter(box.Context, "a", DeletedView.Hide))).Count);
        Assert.Equal(["b"], await Subjects(box, box.Everything() with { After = new ListCursor(box.Subject("a😀b").ToString(), 0) }));
    }

    public static async Task All_contexts_are_listed_by_qualified_name(StoreUnderTest tested)
    {
        var mark = $"{Guid.NewGuid():N}";
        var (one, two, plain) = (tested.Sandbox(), tested.Sandbox(), new Sandbox(tested.Store, SubjectName.DefaultContext));
        await one.Register(mark + "1", "1");
        await two.Register(mark + "2", "1");
        await plain.Register(mark + "3", mark);
        var listed = await tested.Store.ListSubjects(new ListFilter(null, mark, DeletedView.Hide), Token)
            .Select(subject => subject.Subject.ToString()).ToListAsync(Token);
        Assert.Equal(
            new[] { one.Subject(mark + "1"), two.Subject(mark + "2"), plain.Subject(mark + "3") }
                .Select(subject => subject.ToString()).Order(Samples.CodePointOrder),
            listed);
        Assert.Empty(await Subjects(plain, new ListFilter(plain.Context, mark + "1", DeletedView.Show)));
    }

    public static async Task The_default_context_lists_what_lies_around_the_others(StoreUnderTest tested)
    {
        var box = new Sandbox(tested.Store, SubjectName.DefaultContext);
        await tested.Sandbox().Register("hidden", "1");
        string[] names = ["!before", ":-just-before", ":/just-after", ":", "zafter"];
        foreach (var name in names)
        {
            await box.Register(name, "around");
        }

        Assert.Equal(names.Order(Samples.CodePointOrder), (await Subjects(box, box.Everything())).Intersect(names));
        Assert.DoesNotContain("hidden", await Subjects(box, box.Everything()));
        Assert.Equal(
            [":", ":-just-before", ":/just-after"],
            (await Subjects(box, new ListFilter(".", ":", DeletedView.Hide))).Intersect(names));
        Assert.DoesNotContain(
            ":-just-before", await Subjects(box, box.Everything() with { After = new ListCursor(":/just-after", 0) }));
        for (var skip = 1; skip <= 4; skip++)
        {
            var behind = new ListFilter(".", ":", DeletedView.Hide, Skip: skip);
            Assert.Equal(((string[])[":", ":-just-before", ":/just-after"]).Skip(skip), await Subjects(box, behind));
            Assert.Equal(((string[])[":/1", ":-just-before/1", ":/just-after/1"]).Skip(skip), await Versions(box, behind, latestOnly: false));
        }
    }

    public static async Task Pages_join_without_gap_or_repetition(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var first = await box.Register("s0000", "shared");
        var names = Enumerable.Range(1, 1100).Select(number => $"s{number:0000}").ToArray();
        var settings = await box.Settings();
        await Parallel.ForEachAsync(names, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (name, token) =>
            await box.Commit(first with
            {
                Subject = box.Subject(name),
                IdSource = IdSource.Known,
                Settings = settings,
                Origin = Sandbox.Origin(),
                References = [new SubjectVersion(box.Subject("s0000"), 1)],
            }));
        await box.Register("s0000", "second");

        Assert.Equal(["s0000", .. names], await Subjects(box, box.Everything()));
        Assert.Equal(
            ["s0000/1", "s0000/2", .. names.Select(name => name + "/1")],
            await Versions(box, box.Everything(), latestOnly: false));
        foreach (var skip in new[] { 1, 2, 499, 500, 501, names.Length + 1, names.Length + 2, int.MaxValue })
        {
            Assert.Equal(
                new[] { "s0000/1", "s0000/2" }.Concat(names.Select(name => name + "/1")).Skip(skip),
                await Versions(box, box.Everything() with { Skip = skip }, latestOnly: false));
            Assert.Equal(names.Prepend("s0000").Skip(skip), await Subjects(box, box.Everything() with { Skip = skip }));
        }

        Assert.Equal(["s0000/2", .. names.Select(name => name + "/1")], await Versions(box, box.Everything(), latestOnly: true));
        Assert.Equal(
            names,
            await box.Store.ListReferrers(box.Subject("s0000"), 1, Token).Select(referrer => SubjectName.Parse(referrer.Subject).Name).ToListAsync(Token));
        var shared = await box.Store.ListVersions(box.Everything() with { NamePrefix = "s01" }, Token)
            .Select(version => version.Content).ToListAsync(Token);
        Assert.Equal(100, shared.Count);
        Assert.All(shared, content => Assert.Same(shared[0], content));
    }

    public static async Task What_is_left_out_at_the_beginning_is_what_would_be_shown_there(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var name in new[] { "a", "b", "ba", "c" })
        {
            await box.Register(name, "1");
            await box.Register(name, "2");
            await box.Register(name, "3");
        }

        await box.Delete("a", 2);
        await box.Delete("ba", 1, 2, 3);
        foreach (var deleted in Enum.GetValues<DeletedView>())
        {
            foreach (var filter in new[] { box.Everything(), box.Everything() with { NamePrefix = "b" } })
            {
                var shown = filter with { Deleted = deleted };
                var (subjects, versions, latest) =
                    (await Subjects(box, shown), await Versions(box, shown, latestOnly: false), await Versions(box, shown, latestOnly: true));
                for (var skip = 0; skip <= versions.Count + 1; skip++)
                {
                    var later = shown with { Skip = skip };
                    Assert.Equal(subjects.Skip(skip), await Subjects(box, later));
                    Assert.Equal(versions.Skip(skip), await Versions(box, later, latestOnly: false));
                    Assert.Equal(latest.Skip(skip), await Versions(box, later, latestOnly: true));
                }
            }
        }
    }

    public static async Task A_page_ends_where_a_subject_has_many_versions(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Import("a", "1", 1, 1);
        var change = await box.Import("m", "1", 1, 1);
        for (var version = 2; version <= 520; version++)
        {
            change = change with { Version = version, ExpectedRevision = version - 1, Origin = Sandbox.Origin() };
            await box.Commit(change);
        }

        await box.Import("z", "1", 1, 1);
        Assert.Equal(522, (await Versions(box, box.Everything(), latestOnly: false)).Distinct().Count());
        Assert.Equal(["a/1", "m/520", "z/1"], await Versions(box, box.Everything(), latestOnly: true));
        Assert.Equal(["m/519", "m/520", "z/1"], await Versions(box, box.Everything() with { Skip = 519 }, latestOnly: false));
    }

    public static async Task Large_texts_are_listed_whole(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        for (var number = 0; number < 7; number++)
        {
            await box.Register($"s{number}", $"{number}" + new string('x', 1_500_000));
        }

        var listed = await box.Store.ListVersions(box.Everything(), Token)
            .Select(version => version.Content.Text[..1]).ToListAsync(Token);
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], listed);
    }

    public static async Task Referrers_are_ordered_by_context_and_id(StoreUnderTest tested)
    {
        var (one, two) = (tested.Sandbox(), tested.Sandbox());
        await one.Register("base", "0");
        var target = new SubjectVersion(one.Subject("base"), 1);
        await one.Import("x", "2", 30, 1);
        await one.Commit(await one.PrepareImport("b", "3", 20, 1) with { References = [target] });
        await one.Commit(await one.PrepareImport("a", "4", 25, 1) with { References = [target, target] });
        await two.Commit(await two.PrepareImport("c", "5", 1, 1) with { References = [target] });
        await one.Delete("a", 1);
        var expected = new[] { (one.Context, 20, false), (one.Context, 25, true), (two.Context, 1, false) };
        Assert.Equal(
            expected.OrderBy(row => row.Context, StringComparer.Ordinal),
            await tested.Store.ListReferrers(one.Subject("base"), 1, Token)
                .Select(row => (SubjectName.Parse(row.Subject).Context, row.Id, row.Deleted)).ToListAsync(Token));
        Assert.Empty(await tested.Store.ListReferrers(one.Subject("base"), 2, Token).ToListAsync(Token));
    }

    public static async Task Contexts_are_listed_by_prefix_and_the_default_one_always(StoreUnderTest tested)
    {
        var root = $".p{Guid.NewGuid():N}";
        foreach (var suffix in (string[])["b", "a", "", "A"])
        {
            await new Sandbox(tested.Store, root + suffix).Register("s", "1");
        }

        Assert.Equal([root, root + "A", root + "a", root + "b"], await tested.Store.ListContexts(root, Token).ToListAsync(Token));
        var all = await tested.Store.ListContexts("", Token).ToListAsync(Token);
        Assert.Equal(".", all[0]);
        Assert.Equal(all.Distinct().Order(Samples.CodePointOrder), all);
        Assert.Equal([root + "a", root + "b"], await tested.Store.ListContexts(root, Token, after: root + "A").ToListAsync(Token));
    }

    public static async Task Aliases_are_listed(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Configure("b", new RegistryConfig(Alias: "target"));
        await box.Configure("a", new RegistryConfig(Alias: ":.x:other"));
        await box.Configure("c", new RegistryConfig(AliasForDeks: "dek"));
        await box.Configure("d", new RegistryConfig(Alias: "target"));
        await box.Configure("d", null);
        Assert.Equal(
            [new SubjectAlias(box.Subject("a").ToString(), ":.x:other"), new SubjectAlias(box.Subject("b").ToString(), box.Subject("target").ToString())],
            await tested.Store.ListAliases(Token).Where(alias => SubjectName.Parse(alias.Alias).Context == box.Context).ToListAsync(Token));
    }

    public static async Task Subjects_with_a_mode_are_listed(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        foreach (var name in new[] { "b", "a", "gone" })
        {
            await box.Configure(name, null, RegistryMode.ReadOnly);
        }

        await box.Configure("gone", null);
        await box.Configure("c", new RegistryConfig(Alias: "target"));
        await tested.Sandbox().Configure("elsewhere", null, RegistryMode.Import);
        Assert.Equal(
            [box.Subject("a"), box.Subject("b")], await tested.Store.ListModes(box.Context, Token).ToListAsync(Token));
    }

    /// <summary>One subject live, one with versions 1 and 3 of 3 deleted, one deleted, one with settings only.</summary>
    private static async Task<Sandbox> Mixed(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("live", "1");
        await box.Register("part", "1");
        await box.Register("part", "2");
        await box.Register("part", "3");
        await box.Delete("part", 1, 3);
        await box.Register("gone", "1");
        await box.Delete("gone", 1);
        await box.Configure("none", RegistryConfig.Empty);
        return box;
    }

    private static async Task<List<string>> Subjects(Sandbox box, ListFilter filter) =>
        await box.Store.ListSubjects(filter, Token).Select(subject => SubjectName.Parse(subject.Subject).Name).ToListAsync(Token);

    private static async Task<List<string>> Versions(Sandbox box, ListFilter filter, bool latestOnly) =>
        await box.Store.ListVersions(filter with { LatestOnly = latestOnly }, Token)
            .Select(version => $"{SubjectName.Parse(version.Subject).Name}/{version.Version}").ToListAsync(Token);
}

using System.Collections.Immutable;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Content;

/// <summary>What a silo remembers of schemas must give way to what an import has put in their place.</summary>
public sealed class SchemaLibraryTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const string Int = """{"type":"record","name":"Base","fields":[{"name":"x","type":"int"}]}""";
    private const string Text = """{"type":"record","name":"Base","fields":[{"name":"x","type":"string"}]}""";
    private const string User = """{"type":"record","name":"User","fields":[{"name":"f","type":"Base"}]}""";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private readonly ManualClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_that_others_refer_to_is_read_anew_after_an_import_has_replaced_it()
    {
        await Import(":.replaced:base", 1, Int);
        await Import(":.replaced:user", 2, User, new SchemaReference("Base", ":.replaced:base", 1));
        Assert.False(await Reads(":.replaced:user", User.Replace("\"Base\"", Text, StringComparison.Ordinal)));

        await Import(":.replaced:base", 3, Text);

        Assert.True(await Reads(":.replaced:user", User.Replace("\"Base\"", Text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task One_that_was_replaced_through_another_process_is_read_anew_after_the_lease()
    {
        var library = NewLibrary(registry.Store);
        await Import(":.elsewhere:base", 1, Int);
        await Import(":.elsewhere:user", 2, User, new SchemaReference("Base", ":.elsewhere:base", 1));
        var row = await Row(":.elsewhere:user");
        Assert.Equal(Int, await Resolved(library, ".elsewhere", row));

        await Import(":.elsewhere:base", 3, Text);
        Assert.Equal(Int, await Resolved(library, ".elsewhere", row));
        _clock.Advance(Lease);

        Assert.Equal(Text, await Resolved(library, ".elsewhere", row));
    }

    [Fact]
    public async Task Another_content_under_the_same_id_is_another_schema()
    {
        await Import(":.same-id:s", 1, Int);
        var row = await Row(":.same-id:s");
        var store = new CountingStore(registry.Store.Sound);
        var library = NewLibrary(store);
        Assert.Equal(Int, (await library.Content(".same-id", row, Token)).Text);

        store.Instead = new SchemaContent(SchemaType.Avro, Text, []);
        var replaced = row with { Hash = ContentHash.Of(store.Instead) };

        Assert.Equal(Text, (await library.Content(".same-id", replaced, Token)).Text);
    }

    [Fact]
    public async Task A_schema_of_a_type_that_only_a_newer_build_knows_is_shown_as_it_is()
    {
        await Import(":.newer:s", 1, Int);
        var library = NewLibrary(new CountingStore(registry.Store.Sound) { Instead = new SchemaContent(SchemaType.Unknown, "struct S {}", []) });

        var schema = await library.Parsed(".newer", 1, Token);

        Assert.Equal((SchemaType.Unknown, "struct S {}"), (schema.Type, schema.Formatted("resolved")));
        Assert.Empty(schema.InlineTags);
    }

    [Fact]
    public async Task All_that_a_schema_refers_to_is_confirmed_by_one_query_when_the_lease_has_run_out()
    {
        const int Bases = 5;
        var references = new List<SchemaReference>();
        foreach (var number in Enumerable.Range(1, Bases))
        {
            await Import($":.confirmed:base{number}", number, Int.Replace("Base", $"Base{number}", StringComparison.Ordinal));
            references.Add(new SchemaReference($"Base{number}", $":.confirmed:base{number}", 1));
        }

        await Import(":.confirmed:user", Bases + 1, User.Replace("\"Base\"", "\"Base1\"", StringComparison.Ordinal), [.. references]);
        var store = new CountingStore(registry.Store.Sound);
        var (library, row) = (NewLibrary(store), await Row(":.confirmed:user"));
        var content = await library.Content(".confirmed", row, Token);
        var first = await library.Parsed(".confirmed", row, content, Token);
        Assert.Equal((Bases, 0), (store.Versions, store.Confirmations));

        _clock.Advance(Lease);
        Assert.Same(first, await library.Parsed(".confirmed", row, content, Token));
        Assert.Same(first, await library.Parsed(".confirmed", row, content, Token));

        Assert.Equal((Bases, 1), (store.Versions, store.Confirmations));
    }

    [Slow]
    [Fact]
    public async Task Many_contents_are_read_in_few_queries_and_in_order()
    {
        var store = new CountingStore(registry.Store.Sound);
        foreach (var number in Enumerable.Range(1, 300))
        {
            await Import(":.batched:s", number, Int.Replace("Base", $"Base{number}", StringComparison.Ordinal), version: number);
        }

        var rows = (await registry.Store.LoadSubject(SubjectName.Parse(":.batched:s"), Token)).Versions.Reverse().ToArray();
        var read = await NewLibrary(store).Contents(".batched", rows, Token).ToListAsync(Token);

        Assert.Equal(rows, read.Select(pair => pair.Row));
        Assert.All(read, pair => Assert.Contains($"Base{pair.Row.Version}\"", pair.Content.Text, StringComparison.Ordinal));
        Assert.InRange(store.Loads, 1, 6);
    }

    private SchemaLibrary NewLibrary(IRegistryStore store)
    {
        var options = new RegistryOptions { Lease = Lease };
        var cache = new SiloCache(options);
        var budget = new ParseBudget(options, _clock);
        var references = new ReferenceResolver(new ReferencedVersions(store, cache, options, _clock), options, budget);
        return new SchemaLibrary(store, references, new SchemaFormats([new AvroFormat()]), cache, budget, new HeavyWork(), options);
    }

    private async Task<string> Resolved(SchemaLibrary library, string context, VersionRow row)
    {
        var parsed = await library.Parsed(context, row, await library.Content(context, row, Token), Token);
        return parsed.Formatted("resolved").Contains("string", StringComparison.Ordinal) ? Text : Int;
    }

    private async Task<VersionRow> Row(string subject) => (await registry.Store.LoadSubject(SubjectName.Parse(subject), Token)).Versions[0];

    private async Task<bool> Reads(string subject, string text) => (await registry.Subject(subject).CheckCompatibility(
        new Abstractions.CompatibilityRequest(
            new Abstractions.SubmittedSchema(text, SchemaType.Avro, [], null, null), Version: 1, Normalize: false, Verbose: false),
        Token)).Value!.IsCompatible;

    private Task Import(string subject, int id, string text, SchemaReference? reference = null, int version = 1) =>
        Import(subject, id, text, reference is null ? [] : ImmutableArray.Create(reference), version);

    private async Task Import(string subject, int id, string text, ImmutableArray<SchemaReference> references, int version = 1)
    {
        var context = SubjectName.Parse(subject).Context;
        await registry.Scope(context).SetMode(RegistryMode.Import, force: true, RegistryGrains.NewCaller(), Token);
        var given = RegistryGrains.Request("none") with
        {
            Schema = new Abstractions.SubmittedSchema(
                text, SchemaType.Avro, references, null, null),
            Version = version,
            Id = id,
        };
        Assert.Null((await registry.Subject(subject).Register(given, Token)).Error);
    }

    private sealed class CountingStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        public int Loads { get; private set; }

        public int Versions { get; private set; }

        public int Confirmations { get; private set; }

        /// <summary>Stands under every id in place of what was there.</summary>
        public SchemaContent? Instead { get; set; }

        public override Task<SubjectSchema?> FindVersion(SubjectName subject, int version, CancellationToken cancellationToken)
        {
            Versions++;
            return base.FindVersion(subject, version, cancellationToken);
        }

        public override Task<ImmutableArray<ContentHash?>> FindHashes(
            ImmutableArray<SubjectVersion> versions, CancellationToken cancellationToken)
        {
            Confirmations++;
            return base.FindHashes(versions, cancellationToken);
        }

        public override async Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
            string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
        {
            Loads++;
            return Instead is { } other
                ? ids.ToDictionary(id => id, _ => other)
                : await base.LoadContents(context, ids, cancellationToken);
        }
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Storage;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>Checks against many versions, by a silo whose cache holds none of their texts.</summary>
public sealed class CompatibilityCheckTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const string Subject = ":.checked:s";
    private const int Versions = 40;
    private static readonly EffectiveSettings Transitive =
        new(RegistryConfig.Empty with { Level = CompatibilityLevel.BackwardTransitive }, RegistryMode.ReadWrite);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_found_compatible_is_not_compared_again()
    {
        var (store, state) = (new ReadingStore(registry.Store.Sound), await Registered());
        var check = NewCheck(store);

        Assert.True((await check.Answer(state, Transitive, Asked("Checked"), Token)).Value!.IsCompatible);
        Assert.Equal(Versions, store.Contents);
        Assert.True((await check.Answer(state, Transitive, Asked("Checked"), Token)).Value!.IsCompatible);

        Assert.Equal(Versions, store.Contents);
    }

    [Fact]
    public async Task A_check_that_was_given_up_goes_on_where_it_was()
    {
        var (store, state) = (new ReadingStore(registry.Store.Sound), await Registered());
        var check = NewCheck(store);
        using var patience = new CancellationTokenSource();
        store.After(Versions / 2, patience.Cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => check.Answer(state, Transitive, Asked("Checked"), patience.Token));
        var before = store.Contents;
        Assert.True((await check.Answer(state, Transitive, Asked("Checked"), Token)).Value!.IsCompatible);

        Assert.InRange(store.Contents, Versions, Versions + (before / 2));
    }

    [Fact]
    public async Task What_is_not_compatible_is_told_again()
    {
        var (store, state) = (new ReadingStore(registry.Store.Sound), await Registered());
        var check = NewCheck(store);

        var first = await check.Answer(state, Transitive, Asked("AnotherName"), Token);
        var second = await check.Answer(state, Transitive, Asked("AnotherName"), Token);

        Assert.False(first.Value!.IsCompatible);
        Assert.Equal(first.Value.Messages, second.Value!.Messages);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1)]
    public async Task Nothing_is_compatible_with_a_version_whose_type_only_a_newer_build_knows(int? version)
    {
        var check = NewCheck(new NewerStore(registry.Store.Sound));

        var answer = await check.Answer(await Registered(), Transitive, Asked("Checked") with { Version = version }, Token);

        Assert.Equal((null, false), (answer.Error, answer.Value!.IsCompatible));
        Assert.Contains("newer", answer.Value.Messages[0], StringComparison.Ordinal);
    }

    private CompatibilityCheck NewCheck(IRegistryStore store)
    {
        var (none, some) = (new RegistryOptions { CacheBytes = 1 }, new RegistryOptions());
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        var (budget, heavy) = (new ParseBudget(some, TimeProvider.System), new HeavyWork());
        var references = new ReferenceResolver(new ReferencedVersions(store, new SiloCache(none), none, TimeProvider.System), none, budget);
        var library = new SchemaLibrary(store, references, new SchemaFormats([new AvroFormat()]), new SiloCache(none), budget, heavy, none);
        return new CompatibilityCheck(
            library,
            new NewSchemas(library, some),
            new ComparisonMemory(new SiloCache(some)),
            budget,
            heavy,
            new CompatibilityMetrics(meters),
            some);
    }

    private static CompatibilityRequest Asked(string name) => new(
        new SubmittedSchema(Record(name, Versions), SchemaType.Avro, [], null, null), Version: null, Normalize: false, Verbose: false);

    private async Task<SubjectState> Registered()
    {
        foreach (var number in Enumerable.Range(0, Versions))
        {
            var request = RegistryGrains.Request("none");
            var registered = await registry.Subject(Subject).Register(
                request with { Schema = request.Schema with { Text = Record("Checked", number) } }, Token);
            Assert.Null(registered.Error);
        }

        return SubjectState.From(await registry.Store.LoadSubject(SubjectName.Parse(Subject), Token));
    }

    private static string Record(string name, int field) =>
        $$"""{"type":"record","name":"{{name}}","fields":[{"name":"f{{field}}","type":"int","default":0}]}""";

    /// <summary>Where a newer build has stored all schemas.</summary>
    private sealed class NewerStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        public override async Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
            string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken) =>
            (await base.LoadContents(context, ids, cancellationToken)).ToDictionary(
                pair => pair.Key, pair => pair.Value with { Type = SchemaType.Unknown });
    }

    /// <summary>Counts the contents that are read.</summary>
    private sealed class ReadingStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        private int _limit = int.MaxValue;
        private Action _reached = () => { };

        public int Contents { get; private set; }

        /// <summary>Runs once, when so many contents have been read.</summary>
        public void After(int contents, Action action) => (_limit, _reached) = (contents, action);

        public override async Task<IReadOnlyDictionary<int, SchemaContent>> LoadContents(
            string context, IReadOnlyCollection<int> ids, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = await base.LoadContents(context, ids, CancellationToken.None);
            Contents += ids.Count;
            if (Contents >= _limit)
            {
                _limit = int.MaxValue;
                _reached();
            }

            return read;
        }
    }
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>A silo with little room.</summary>
public sealed class NarrowGrains : RegistryGrains
{
    public const int MaxLiveSubjects = 200;

    protected override RegistryOptions Options { get; } = new() { Lease = TimeSpan.FromMinutes(1), MaxLiveSubjects = MaxLiveSubjects };
}

/// <summary>Which subjects a silo keeps active.</summary>
public sealed class LiveSubjectsTests(NarrowGrains registry) : IClassFixture<NarrowGrains>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contexts_that_were_never_set_leave_no_grain_behind()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Null((await registry.Scope($".unknown-{i}").GetSettings(Token)).Config);
        }

        await Eventually.Be("no unknown context active", Deadline, async () => await registry.CountActive("ScopeGrain") == 0);
    }

    [Fact]
    public async Task A_context_that_nothing_could_be_set_for_leaves_no_grain_behind()
    {
        var tooLong = $".{new string('x', 10_000)}";
        Assert.NotNull((await registry.Scope(tooLong).SetMode(RegistryMode.ReadOnly, force: false, RegistryGrains.NewCaller(), Token)).Error);
        Assert.True((await registry.Scope(".never-there").DeleteContext(RegistryGrains.NewCaller(), Token)).Value);

        await Eventually.Be("no unknown context active", Deadline, async () => await registry.CountActive("ScopeGrain") == 0);
    }

    [Slow]
    [Fact]
    public async Task No_more_subjects_stay_active_than_memory_is_meant_for_and_all_are_there()
    {
        var names = Enumerable.Range(0, 3 * NarrowGrains.MaxLiveSubjects).Select(i => $":.:many-{i}").ToArray();
        foreach (var name in names)
        {
            await registry.Subject(name).Register(RegistryGrains.Request("Many"), Token);
        }

        await Eventually.Be(
            "the number of active subjects within its bound",
            Deadline,
            async () => await registry.CountActive("SubjectGrain") <= NarrowGrains.MaxLiveSubjects);
        foreach (var name in names)
        {
            Assert.Single(await registry.Subject(name).ListVersions(DeletedView.Show, Token));
        }
    }

    [Slow]
    [Fact]
    public async Task Large_subjects_count_as_many()
    {
        const int Large = 256 << 10;
        const int Most = NarrowGrains.MaxLiveSubjects * (4 << 10) / Large;
        var config = RegistryConfig.Empty with { DefaultMetadata = new Metadata().WithProperty("about", new string('x', Large)) };
        for (var i = 0; i < 5 * Most; i++)
        {
            var updated = await registry.Subject($":.:large-{i}").UpdateConfig(
                new ConfigPatch(ConfigMembers.DefaultMetadata, config), RegistryGrains.NewCaller(), Token);
            Assert.Null(updated.Error);
        }

        await Eventually.Be(
            "the large subjects within what as many small ones take",
            Deadline,
            async () => await registry.CountActive("SubjectGrain") <= Most);
    }
}

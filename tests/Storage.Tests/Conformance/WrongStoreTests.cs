using CsCheck;
using SchemaRegistry.Storage.Tests.Sqlite;
using SchemaRegistry.Support;
using Xunit.Sdk;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>The checks are worth something: on a store that is wrong they fail.</summary>
[Slow]
public sealed class WrongStoreTests : IAsyncLifetime
{
    private readonly SqliteFixture _right = new();

    public static TheoryData<string> Wrongs => [.. WrongStores.All.Keys];

    public ValueTask InitializeAsync() => _right.InitializeAsync();

    public ValueTask DisposeAsync() => _right.DisposeAsync();

    [Theory]
    [MemberData(nameof(Wrongs))]
    public async Task A_check_fails_on_a_store_that(string wrong)
    {
        var (check, make) = WrongStores.All[wrong];
        await Assert.ThrowsAnyAsync<XunitException>(() => ConformanceChecks.Run(check, With(make(_right.Tested.Store))));
    }

    [Fact]
    public Task The_race_on_one_subject_is_lost_without_the_fence() => Assert.ThrowsAnyAsync<XunitException>(
        () => SubjectRace.Run(With(new UnfencedStore(_right.Tested.Store)), 20));

    [Fact]
    public Task The_model_notices_that_the_fence_is_missing() => Assert.ThrowsAsync<CsCheckException>(
        () => ModelStep.Sequences.SampleAsync(
            steps => ModelRun.Of(new UnfencedStore(_right.Tested.Store), steps), iter: 500, threads: 1, writeLine: _ => { }));

    [Fact]
    public async Task The_fold_notices_a_change_that_is_not_in_the_log()
    {
        await new Sandbox(_right.Tested.Store).Register("s", "1");
        await _right.Execute("UPDATE versions SET deleted = 1");
        await Assert.ThrowsAnyAsync<XunitException>(_right.Tested.LogExplainsTables);
        await _right.Execute("UPDATE versions SET deleted = 0");
    }

    private StoreUnderTest With(IRegistryStore wrong) => _right.Tested with { Store = wrong, Another = wrong };
}

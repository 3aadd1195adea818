using System.Diagnostics;
using SchemaRegistry.Storage.Postgres.Membership;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>Silos join one after the other, and none waits for ever.</summary>
[Requires("postgresql")]
public sealed class PostgresJoinLockTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_has_its_turn_when_the_one_before_ends()
    {
        var first = await PostgresJoinLock.Take(fixture.Url, Token);
        var waiting = PostgresJoinLock.Take(fixture.Url, Token);
        Assert.NotNull(first);
        Assert.False(waiting.IsCompleted);

        await first.DisposeAsync();
        await using var second = await waiting;

        Assert.NotNull(second);
    }

    [Fact]
    public async Task Whoever_waits_too_long_goes_on()
    {
        await using var stuck = await PostgresJoinLock.Take(fixture.Url, Token);
        var started = Stopwatch.StartNew();

        await using var next = await PostgresJoinLock.Take(fixture.Url, Token);

        Assert.InRange(started.Elapsed, Patience - TimeSpan.FromSeconds(1), 6 * Patience);
    }

    [Fact]
    public async Task Without_a_database_nobody_waits() =>
        Assert.Null(await PostgresJoinLock.Take("postgresql://nobody@127.0.0.1:1/none", Token));
}

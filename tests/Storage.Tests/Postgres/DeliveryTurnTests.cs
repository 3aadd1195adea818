using System.Diagnostics;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>Who may deliver when the connection of the one who did is gone.</summary>
[Requires("postgresql")]
public sealed class DeliveryTurnTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Slow]
    public async Task The_next_one_waits_until_the_one_before_must_know_that_its_connection_was_reset()
    {
        await using var first = await fixture.Store.OpenDeliveryTurn(Token);
        await using var second = await fixture.Another.OpenDeliveryTurn(Token);
        await Eventually.Be("the turn", Deadline, () => first.TryTake(Token));
        await first.Confirm(Token);

        var startedAt = Stopwatch.GetTimestamp();
        await Reset();
        await Eventually.Be("the next turn", Deadline, () => second.TryTake(Token));

        Assert.InRange(Stopwatch.GetElapsedTime(startedAt), Lease, Deadline);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => first.Confirm(Token));
    }

    private async Task Reset()
    {
        await using var command = fixture.Direct.CreateCommand(
            """
            SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
            WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database()
            """);
        await command.ExecuteNonQueryAsync(Token);
    }
}

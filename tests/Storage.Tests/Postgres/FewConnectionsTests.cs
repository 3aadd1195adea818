using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A server that has fewer connections for us than the pool may hold.</summary>
[Requires("postgresql")]
public sealed class FewConnectionsTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const int Callers = 64;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("three", 3)]
    [InlineData("one", 1)]
    public async Task Nobody_is_refused_while_some_connections_work(string role, int connections)
    {
        var url = await UrlOf(role, connections);
        await using var store = new PostgresStore(new PostgresStoreOptions(url, MaxConnections: 20));
        var box = new Sandbox(store);

        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var count = 0; count < 3; count++)
            {
                await box.Register($"s{caller}", $"{caller} {count}");
                Assert.Equal(count + 1, (await box.Versions($"s{caller}")).Length);
            }
        })));
    }

    [Fact]
    public async Task More_are_used_again_when_the_server_has_them()
    {
        var gate = new ConnectionGate(4, TimeProvider.System);
        await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);
        await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);
        Assert.True(gate.Refuse(ConnectionUse.Read));
        Assert.Equal(1, gate.Allowed);
        await Assert.ThrowsAsync<TimeoutException>(async () => await gate.Enter(ConnectionUse.Read, TimeSpan.FromMilliseconds(1), Token));

        await Eventually.Be("another one to be tried", TimeSpan.FromSeconds(3), async () =>
        {
            await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);
            return true;
        });
        Assert.Equal(2, gate.Allowed);
    }

    [Fact]
    public async Task Another_one_is_tried_for_who_stands_behind_others_while_none_comes_back()
    {
        var gate = new ConnectionGate(4, TimeProvider.System);
        await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);
        await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);
        Assert.True(gate.Refuse(ConnectionUse.Read));
        var first = gate.Enter(ConnectionUse.Read, TimeSpan.FromMinutes(1), Token).AsTask();

        await Eventually.Be("another one to be tried", TimeSpan.FromSeconds(10), async () =>
        {
            await Assert.ThrowsAsync<TimeoutException>(async () => await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token));
            return first.IsCompleted;
        });
    }

    [Fact]
    public async Task Lone_changes_leave_room_for_trips_and_changes_for_reads()
    {
        var gate = new ConnectionGate(4, TimeProvider.System);
        foreach (var use in new[] { ConnectionUse.Lone, ConnectionUse.Lone, ConnectionUse.Trip })
        {
            await gate.Enter(use, TimeSpan.Zero, Token);
        }

        await Assert.ThrowsAsync<TimeoutException>(async () => await gate.Enter(ConnectionUse.Lone, TimeSpan.Zero, Token));
        await Assert.ThrowsAsync<TimeoutException>(async () => await gate.Enter(ConnectionUse.Trip, TimeSpan.Zero, Token));
        await gate.Enter(ConnectionUse.Read, TimeSpan.Zero, Token);

        var next = gate.Enter(ConnectionUse.Lone, TimeSpan.FromSeconds(10), Token).AsTask();
        gate.Leave(ConnectionUse.Lone);
        await next;
    }

    private async Task<string> UrlOf(string role, int connections)
    {
#pragma warning disable CA2100 // Texts of this class.
        await using var command = fixture.Direct.CreateCommand(
            $"""
            CREATE ROLE {role} LOGIN CONNECTION LIMIT {connections};
            GRANT USAGE ON SCHEMA registry TO {role};
            GRANT ALL ON ALL TABLES IN SCHEMA registry TO {role};
            GRANT ALL ON ALL SEQUENCES IN SCHEMA registry TO {role};
            """);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
        return fixture.Url.Replace("postgres@", $"{role}@", StringComparison.Ordinal);
    }
}

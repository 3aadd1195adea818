using System.Data.Common;
using SchemaRegistry.Clustering.Tests.Contract;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Membership;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(MembershipDatabase))]

namespace SchemaRegistry.Clustering.Tests.Contract;

/// <summary>
/// One migrated database for all tests of this assembly, made for the first that asks: most tests need none. Each test has a
/// cluster of its own.
/// </summary>
public sealed class MembershipDatabase : IAsyncDisposable
{
    private readonly Lazy<Task<Started>> _started = new(Start);

    public async Task<DbDataSource> Source() => (await _started.Value).Source;

    public async Task<string> Url() => (await _started.Value).Url;

    public async ValueTask DisposeAsync()
    {
        if (_started.IsValueCreated)
        {
            var started = await _started.Value;
            await started.Source.DisposeAsync();
            await started.Server.DisposeAsync();
        }
    }

    private static async Task<Started> Start()
    {
        var server = await PostgresServer.Start();
        var url = await server.CreateDatabase();
        await using var store = new PostgresStore(new PostgresStoreOptions(url, 4, 0, "local"));
        await store.Migrate(CancellationToken.None);
        return new Started(server, url, PostgresMembership.Open(url));
    }

    private sealed record Started(PostgresServer Server, string Url, DbDataSource Source);
}

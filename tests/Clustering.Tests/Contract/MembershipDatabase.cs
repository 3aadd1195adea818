using System.Data.Common;
using SchemaRegistry.Clustering.Tests.Contract;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Membership;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(MembershipDatabase))]

namespace SchemaRegistry.Clustering.Tests.Contract;

/// <summary>One migrated database for all tests of this assembly; each test has a cluster of its own.</summary>
public sealed class MembershipDatabase : IAsyncLifetime
{
    private PostgresServer? _server;

    public DbDataSource Source { get; private set; } = null!;

    public string Url { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.Start();
        Url = await _server.CreateDatabase();
        await using var store = new PostgresStore(new PostgresStoreOptions(Url, 4, 0, "local"));
        await store.Migrate(CancellationToken.None);
        Source = PostgresMembership.Open(Url);
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await _server!.DisposeAsync();
    }
}

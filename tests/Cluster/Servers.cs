using SchemaRegistry.Cluster;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(Servers))]

namespace SchemaRegistry.Cluster;

/// <summary>One PostgreSQL for all tests of this assembly; each asks for a database of its own.</summary>
public sealed class Servers : IAsyncLifetime
{
    public PostgresServer Postgres { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Postgres = await PostgresServer.Start();

    public ValueTask DisposeAsync() => Postgres.DisposeAsync();
}

using SchemaRegistry.Storage.Tests.Postgres;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(PostgresAssembly))]

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>One PostgreSQL for all tests of the assembly, started for the first that asks: most tests need none.</summary>
public sealed class PostgresAssembly : IAsyncDisposable
{
    private readonly Lazy<Task<PostgresServer>> _server = new(PostgresServer.Start);

    public Task<PostgresServer> Server => _server.Value;

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await Server).DisposeAsync();
        }
    }
}

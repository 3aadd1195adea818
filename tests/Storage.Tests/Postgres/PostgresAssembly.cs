using SchemaRegistry.Storage.Tests.Postgres;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(PostgresAssembly))]

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>One PostgreSQL for all tests of the assembly.</summary>
public sealed class PostgresAssembly : IAsyncLifetime
{
    private PostgresServer? _server;

    public PostgresServer Server => _server!;

    public async ValueTask InitializeAsync() => _server = await PostgresServer.Start();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}

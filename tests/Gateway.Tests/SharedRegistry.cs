using SchemaRegistry.Gateway.Tests;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(SharedRegistry))]

namespace SchemaRegistry.Gateway.Tests;

/// <summary>One registry process on SQLite for all tests of this assembly; each test uses subjects of its own.</summary>
public sealed class SharedRegistry : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public RegistryProcess Process { get; private set; } = null!;

    public HttpClient Client => Process.Client;

    public async ValueTask InitializeAsync() => Process = await RegistryProcess.Start(_folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}

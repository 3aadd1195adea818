using SchemaRegistry.Gateway.Tests;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(SharedRegistry))]

namespace SchemaRegistry.Gateway.Tests;

/// <summary>One registry process on SQLite for all tests of this assembly; each test uses subjects of its own.</summary>
public sealed class SharedRegistry : OwnRegistry;

/// <summary>A registry for one class of tests, for those that change what all subjects share.</summary>
public class OwnRegistry : IAsyncLifetime
{
    private readonly TempFolder _folder = new();

    public RegistryProcess Process { get; private set; } = null!;

    /// <summary>Variables beside the ports.</summary>
    protected virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    protected string Folder => _folder.Path;

    /// <summary>Starts the process again, where it was.</summary>
    protected async Task Restart()
    {
        await Process.DisposeAsync();
        await InitializeAsync();
    }

    public async ValueTask InitializeAsync() => Process = await RegistryProcess.Start(_folder.Path, Environment);

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

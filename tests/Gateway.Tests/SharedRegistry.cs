using SchemaRegistry.Gateway.Tests;
using SchemaRegistry.Support;

[assembly: AssemblyFixture(typeof(SharedRegistry))]

namespace SchemaRegistry.Gateway.Tests;

/// <summary>One registry for all tests of this assembly; each test uses subjects of its own.</summary>
public sealed class SharedRegistry : OwnRegistry
{
    public HttpClient Client => Process.Client;
}

/// <summary>
/// A registry for one class of tests, for those that change what all subjects share. The variable <c>REGISTRY_UNDER_TEST</c>
/// says which: one process on <c>sqlite</c> (the default), one on <c>postgres</c>, or a <c>cluster</c> of three behind one port.
/// </summary>
public class OwnRegistry : IAsyncLifetime
{
    private static readonly string Kind = System.Environment.GetEnvironmentVariable("REGISTRY_UNDER_TEST") ?? "sqlite";
    private readonly TempFolder _folder = new();
    private readonly List<RegistryProcess> _others = [];
    private PostgresServer? _postgres;
    private Spreader? _spreader;

    /// <summary>Whether the process that answers may not be the one that was asked before.</summary>
    public static bool IsSpread => Kind == "cluster";

    public RegistryProcess Process { get; private set; } = null!;

    /// <summary>Variables beside the ports.</summary>
    protected virtual IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>();

    protected string Folder => _folder.Path;

    /// <summary>Null on SQLite.</summary>
    protected string? DatabaseUrl { get; private set; }

    /// <summary>Starts the process again, where it was.</summary>
    protected async Task Restart()
    {
        await Stop();
        await InitializeAsync();
    }

    public async ValueTask InitializeAsync()
    {
        var variables = new Dictionary<string, string>(Environment);
        if (Kind != "sqlite")
        {
            _postgres ??= await PostgresServer.Start();
            variables["DATABASE_URL"] = DatabaseUrl ??= await _postgres.CreateDatabase();
            variables["DATABASE_MIN_CONNECTIONS"] = "0";
        }

        if (IsSpread)
        {
            variables["CLUSTERING"] = "postgres";
        }

        var processes = await Task.WhenAll(
            Enumerable.Range(0, IsSpread ? 3 : 1).Select(_ => RegistryProcess.Start(_folder.Path, variables)));
        Process = processes[0];
        if (IsSpread)
        {
            _others.AddRange(processes[1..]);
            _spreader = new Spreader(_others.Append(Process).Select(process => process.Port));
            Process.ServeThrough(_spreader.Port);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        await (_postgres?.DisposeAsync() ?? default);
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task Stop()
    {
        await (_spreader?.DisposeAsync() ?? default);
        await Process.DisposeAsync();
        foreach (var other in _others)
        {
            await other.DisposeAsync();
        }

        _others.Clear();
        _spreader = null;
    }
}

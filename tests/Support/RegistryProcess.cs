using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace SchemaRegistry.Support;

/// <summary>
/// The real executable in a process of its own, on free loopback ports and with an environment of its own. Ended by its
/// process id.
/// </summary>
public sealed class RegistryProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(120);
    private static readonly string[] PortNames = ["SERVER_PORT", "METRICS_PORT", "SILO_PORT", "GATEWAY_PORT", "GRPC_PORT"];
    // A published build, which is compiled ahead, in place of the one beside the tests.
    private static readonly string UnderTest = Environment.GetEnvironmentVariable("REGISTRY_ASSEMBLY")
        ?? Path.Combine(AppContext.BaseDirectory, "SchemaRegistry.Silo.dll");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private RegistryProcess(Process process, int port, int grpcPort, int metricsPort)
    {
        (_process, Port, MetricsPort) = (process, port, metricsPort);
        GrpcAddress = new Uri($"http://127.0.0.1:{grpcPort}");
        BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        Client = new HttpClient { BaseAddress = BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
    }

    public int Port { get; }

    public int MetricsPort { get; }

    /// <summary>Where tests speak to it: its own port, unless <see cref="ServeThrough"/> says otherwise.</summary>
    public Uri BaseAddress { get; private set; }

    public Uri GrpcAddress { get; }

    public HttpClient Client { get; private set; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>The memory that it takes, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    public int ExitCode => _process.ExitCode;

    /// <summary>The variables that give another process the ports of this one.</summary>
    public required IReadOnlyList<(string Name, string Value)> Ports { get; init; }

    /// <summary>Everything the process wrote so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>What it logged of faults, in lines.</summary>
    public IEnumerable<string> Faults => _output.Where(line =>
        line.Contains(" fail: ", StringComparison.Ordinal) || line.Contains(" crit: ", StringComparison.Ordinal));

    /// <summary>Starts the executable and waits until it says that it is ready.</summary>
    /// <param name="workingDirectory">Where <c>./data</c> lies, when nothing else is configured.</param>
    /// <param name="environment">Variables beside those for ports, which are free ones unless given.</param>
    public static async Task<RegistryProcess> Start(
        string workingDirectory, IReadOnlyDictionary<string, string>? environment = null, CancellationToken cancellationToken = default)
    {
        var registry = Launch(workingDirectory, environment);
        try
        {
            await registry.WaitUntilReady(cancellationToken);
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the executable and does not wait.</summary>
    /// <param name="assembly">Another build than the one under test.</param>
    /// <param name="group">A group id of its own, by which a <see cref="NetworkCut"/> knows it; only root may give one.</param>
    public static RegistryProcess Launch(
        string workingDirectory, IReadOnlyDictionary<string, string>? environment = null, string? assembly = null, int? group = null)
    {
        var free = FreePort.Next(PortNames.Length);
        string[] command = ["dotnet", assembly ?? UnderTest];
        command = group is { } id ? ["setpriv", "--regid", Text(id), "--keep-groups", .. command] : command;
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        for (var i = 0; i < free.Length; i++)
        {
            start.Environment[PortNames[i]] = Text(free[i]);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var registry = new RegistryProcess(
            process,
            int.Parse(start.Environment["SERVER_PORT"]!, CultureInfo.InvariantCulture),
            int.Parse(start.Environment["GRPC_PORT"]!, CultureInfo.InvariantCulture),
            int.Parse(start.Environment["METRICS_PORT"]!, CultureInfo.InvariantCulture))
        {
            Ports = [.. PortNames.Select(name => (name, start.Environment[name]!))],
        };
        process.OutputDataReceived += (_, line) => registry.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => registry.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return registry;
    }

    /// <summary>Puts something in front of it; each request makes a connection of its own.</summary>
    public void ServeThrough(int port)
    {
        Client.Dispose();
        BaseAddress = new Uri($"http://127.0.0.1:{port}/");
        Client = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
        {
            BaseAddress = BaseAddress,
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public async Task WaitUntilReady(CancellationToken cancellationToken = default)
    {
        try
        {
            await Eventually.Be(
                $"the registry at port {Port} to be ready", StartDeadline, async () => HasExited || await IsReady(cancellationToken));
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It wrote:\n{Output}", late);
        }

        if (HasExited)
        {
            throw new InvalidOperationException($"The registry ended with {ExitCode} before it was ready:\n{Output}");
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    public async Task<int> Terminate()
    {
        await Signal("TERM");
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async Task<int> WaitForExit(CancellationToken cancellationToken = default)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal by name: TERM, STOP, CONT.</summary>
    public async Task Signal(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", Text(_process.Id)]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private async Task<bool> IsReady(CancellationToken cancellationToken)
    {
        using var answer = await Client.GetAsync("ready", cancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}

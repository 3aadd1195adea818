using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>Several real processes over one PostgreSQL database.</summary>
public sealed class RegistryCluster : IAsyncDisposable
{
    // Beyond those that a system gives out.
    private const int FirstGroup = 61_180;
    private readonly TempFolder _folder = new();
    private readonly List<RegistryProcess> _silos = [];
    private readonly List<RegistryProcess> _others = [];
    private readonly Dictionary<string, string> _environment;
    private readonly Func<int, string> _databaseOf;
    private readonly bool _hasGroups;
    private string? _build;

    private RegistryCluster(Dictionary<string, string> environment, Func<int, string> databaseOf, bool hasGroups)
    {
        (_environment, _databaseOf, _hasGroups) = (environment, databaseOf, hasGroups);
    }

    /// <summary>Those started first, in order.</summary>
    public IReadOnlyList<RegistryProcess> Silos => _silos;

    /// <summary>What the processes that are there logged of faults, and at which port they are.</summary>
    public string Faults => string.Join('\n', _silos.Concat(_others)
        .SelectMany(process => process.Faults.Select(fault => $"{process.Port}: {fault}")));

    /// <param name="clustering">
    /// <c>postgres</c> joins them to one cluster; <c>localhost</c> leaves each on its own, so that every subject may have an
    /// activation in each of them.
    /// </param>
    /// <param name="build">The silo's assembly, where it is not the one under test.</param>
    /// <param name="databaseOf">The way of each of the silos to the database, where they differ.</param>
    /// <param name="hasGroups">Whether each silo gets a group of its own, by which <see cref="NetworkCut"/> knows it.</param>
    public static async Task<RegistryCluster> Start(
        string databaseUrl,
        int silos,
        string clustering = "postgres",
        IReadOnlyDictionary<string, string>? environment = null,
        Func<int, string>? databaseOf = null,
        string? build = null,
        bool hasGroups = false)
    {
        var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
        {
            ["DATABASE_URL"] = databaseUrl,
            ["CLUSTERING"] = clustering,
            ["DATABASE_MAX_CONNECTIONS"] = 20.ToString(CultureInfo.InvariantCulture),
            ["DATABASE_MIN_CONNECTIONS"] = "0",
        };
        var cluster = new RegistryCluster(variables, databaseOf ?? (_ => databaseUrl), hasGroups) { _build = build };
        try
        {
            for (var silo = 0; silo < silos; silo++)
            {
                cluster._silos.Add(cluster.LaunchSilo(silo));
            }

            await Task.WhenAll(cluster._silos.Select(silo => silo.WaitUntilReady()));
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>What starts from now on is of another build, and told other things.</summary>
    /// <param name="build">The silo's assembly; null for the one under test.</param>
    /// <param name="environment">Variables that change with it.</param>
    public void Use(string? build, params (string Name, string Value)[] environment)
    {
        _build = build;
        Array.ForEach(environment, variable => _environment[variable.Name] = variable.Value);
    }

    /// <summary>Starts another process and waits until it is ready.</summary>
    public async Task<RegistryProcess> Add(params (string Name, string Value)[] environment)
    {
        var process = Launch(environment);
        _others.Add(process);
        await process.WaitUntilReady();
        return process;
    }

    /// <summary>Starts another process and does not wait.</summary>
    public RegistryProcess AddLater(params (string Name, string Value)[] environment)
    {
        var process = Launch(environment);
        _others.Add(process);
        return process;
    }

    /// <summary>Starts a silo at the ports of the one that has ended.</summary>
    public async Task<RegistryProcess> StartAgain(int silo)
    {
        var ended = _silos[silo];
        _silos[silo] = LaunchSilo(silo, ended.Ports);
        await ended.DisposeAsync();
        await _silos[silo].WaitUntilReady();
        return _silos[silo];
    }

    /// <summary>Loses what one of the silos and the others say to each other, until it is disposed of.</summary>
    public NetworkCut Cut(int silo, CutDirection direction) => NetworkCut.Cut(
        GroupOf(silo), SiloPortOf(_silos[silo]), [.. _silos.Where((_, other) => other != silo).Select(SiloPortOf)], direction);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_silos.Concat(_others).Select(process => process.DisposeAsync().AsTask()));
        _folder.Dispose();
    }

    private static int GroupOf(int silo) => FirstGroup + silo;

    private static int SiloPortOf(RegistryProcess silo) =>
        int.Parse(silo.Ports.First(port => port.Name == "SILO_PORT").Value, CultureInfo.InvariantCulture);

    private RegistryProcess LaunchSilo(int silo, params IEnumerable<(string Name, string Value)> ports) =>
        Launch(_hasGroups ? GroupOf(silo) : null, [.. ports, ("DATABASE_URL", _databaseOf(silo))]);

    private RegistryProcess Launch(params (string Name, string Value)[] environment) => Launch(group: null, environment);

    private RegistryProcess Launch(int? group, (string Name, string Value)[] environment)
    {
        var variables = new Dictionary<string, string>(_environment);
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return RegistryProcess.Launch(_folder.Path, variables, _build, group);
    }
}

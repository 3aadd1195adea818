using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>Several real processes over one PostgreSQL database.</summary>
public sealed class RegistryCluster : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly List<RegistryProcess> _silos = [];

    private RegistryCluster()
    {
    }

    public IReadOnlyList<RegistryProcess> Silos => _silos;

    /// <param name="clustering">
    /// <c>postgres</c> joins them to one cluster; <c>localhost</c> leaves each on its own, so that every subject may have an
    /// activation in each of them.
    /// </param>
    public static async Task<RegistryCluster> Start(
        string databaseUrl, int silos, string clustering = "postgres", IReadOnlyDictionary<string, string>? environment = null)
    {
        var cluster = new RegistryCluster();
        try
        {
            var variables = new Dictionary<string, string>(environment ?? new Dictionary<string, string>())
            {
                ["DATABASE_URL"] = databaseUrl,
                ["CLUSTERING"] = clustering,
                ["DATABASE_MAX_CONNECTIONS"] = 20.ToString(CultureInfo.InvariantCulture),
                ["DATABASE_MIN_CONNECTIONS"] = "0",
            };
            for (var silo = 0; silo < silos; silo++)
            {
                cluster._silos.Add(RegistryProcess.Launch(cluster._folder.Path, variables));
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

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos)
        {
            await silo.DisposeAsync();
        }

        _folder.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Counts how often a safeguard of any process had something to do, from their metrics, also of those that died.</summary>
internal sealed class Safeguards(Func<IEnumerable<RegistryProcess>> processes)
{
    public const string Missed = "schema_registry_commits_missed";
    public const string Unknown = "schema_registry_commits_unknown";
    public const string Overtaken = "schema_registry_leases_overtaken";
    public const string UnknownKinds = "schema_registry_changes_unknown";
    private readonly ConcurrentDictionary<(int Process, string Name), double> _highest = [];

    public double this[string name] => _highest.Where(entry => entry.Key.Name == name).Sum(entry => entry.Value);

    public async Task Watch(CancellationToken stop)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (!stop.IsCancellationRequested)
        {
            foreach (var process in processes().ToList())
            {
                await Look(client, process);
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private async Task Look(HttpClient client, RegistryProcess process)
    {
        try
        {
            var id = process.Id;
            var text = await client.GetStringAsync(new Uri($"http://127.0.0.1:{process.MetricsPort.ToString(CultureInfo.InvariantCulture)}/metrics"));
            foreach (var line in text.Split('\n'))
            {
                if (new[] { Missed, Unknown, Overtaken, UnknownKinds }.FirstOrDefault(name => line.StartsWith(name, StringComparison.Ordinal)) is { } name)
                {
                    _highest[(id, name)] = double.Parse(line.Split("} ")[^1].Split(' ')[0], CultureInfo.InvariantCulture);
                }
            }
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            // It is dead, frozen or not up yet.
        }
    }
}

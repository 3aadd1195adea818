using SchemaRegistry.Cluster.Members;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Does to a cluster what happens to clusters: kills, pauses and restarts silos, cuts them off from the database for a while or
/// in the middle of commits, and crashes the database. It sets right what it did, as a supervisor would, and nothing else.
/// </summary>
internal sealed class Nemesis(RegistryCluster cluster, IReadOnlyList<TcpProxy> ways, PostgresServer postgres, string database, int seed)
{
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly Random _random = new(seed);
    private readonly List<string> _done = [];

    public IReadOnlyList<string> Done => _done;

    /// <summary>Everything once in random order, and again until the time is over.</summary>
    public async Task Run(TimeSpan duration)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            (string Name, Func<int, Task> Do)[] acts =
            [
                ("kill", Kill), ("pause", Freeze), ("restart", Restart), ("cut commits", CutCommits), ("cut off", CutOffFromDatabase),
                ("crash the database", CrashDatabase),
            ];
            _random.Shuffle(acts);
            foreach (var (name, act) in acts)
            {
                var silo = _random.Next(cluster.Silos.Count);
                _done.Add($"{started.Elapsed.TotalSeconds:0.0} s: {name}, silo {silo}");
                await act(silo);
            }
        }
        while (started.Elapsed < duration);
    }

    private async Task Kill(int silo)
    {
        await cluster.Silos[silo].Kill();
        await cluster.StartAgain(silo);
    }

    private async Task Freeze(int silo)
    {
        var frozen = cluster.Silos[silo];
        await frozen.Signal("STOP");
        await Eventually.Be("a frozen silo to be declared dead", Deadline, () => MemberTable.HasDead(database, frozen));
        await frozen.Signal("CONT");
        await Eventually.Be("a silo declared dead to end itself", Deadline, () => frozen.HasExited);
        await cluster.StartAgain(silo);
    }

    private async Task Restart(int silo)
    {
        await cluster.Silos[silo].Terminate();
        await cluster.StartAgain(silo);
    }

    private async Task CutCommits(int silo)
    {
        for (var cut = 0; cut < 8; cut++)
        {
            ways[silo].Mode = ProxyMode.CutAnswer;
            await Task.Delay(100);
            ways[silo].Mode = ProxyMode.Forward;
            await Task.Delay(300);
        }
    }

    private async Task CutOffFromDatabase(int silo)
    {
        ways[silo].Mode = ProxyMode.Swallow;
        await Task.Delay(CutOff);
        ways[silo].Mode = ProxyMode.Forward;
    }

    private async Task CrashDatabase(int silo)
    {
        await postgres.Crash();
        await postgres.StartAgain();
    }
}

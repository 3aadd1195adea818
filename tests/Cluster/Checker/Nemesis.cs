using SchemaRegistry.Cluster.Members;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// Does to a cluster what happens to clusters: kills, pauses and restarts silos, cuts them off from the database for a while or
/// in the middle of commits, cuts them off from each other, crashes the database, takes its standby away, and pauses and crashes
/// Redis. It sets right what it did, as a supervisor would, and nothing else.
/// </summary>
internal sealed class Nemesis(
    RegistryCluster cluster,
    IReadOnlyList<TcpProxy> ways,
    PostgresServer postgres,
    RedisServer redis,
    string database,
    History history,
    Safeguards safeguards,
    int seed)
{
    private const int Cuts = 8;
    private const int MaxCuts = 80;
    private static readonly TimeSpan CutOff = TimeSpan.FromSeconds(5);

    // Gateways make a call again that has no answer after 5 s.
    private static readonly TimeSpan WithoutStandby = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);
    private readonly Random _random = new(seed);
    private readonly string? _whyNoCuts = NetworkCut.WhyNot();
    private readonly List<string> _done = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>What was done, to whom and when.</summary>
    public IReadOnlyList<string> Done => _done;

    /// <summary>How often each was done, and what could not be.</summary>
    public string Counts =>
        string.Join(", ", _counts.OrderBy(count => count.Key, StringComparer.Ordinal).Select(count => $"{count.Value} {count.Key}"))
        + (_whyNoCuts is null ? "" : $"; no cuts of the network: {_whyNoCuts}");

    /// <summary>Everything once in random order, and again until the time is over.</summary>
    public async Task Run(TimeSpan duration)
    {
        var started = System.Diagnostics.Stopwatch.StartNew();
        do
        {
            (string Name, Func<int, Task> Do)[] acts =
            [
                ("kill", Kill), ("cut commits", CutCommits), ("cut off", CutOffFromDatabase),
                ("crash the database", CrashDatabase), ("pause Redis", PauseRedis), ("crash Redis", CrashRedis), .. NetworkCuts(),
                .. ActsOfLongRuns(),
            ];
            _random.Shuffle(acts);
            foreach (var (name, act) in acts)
            {
                var silo = _random.Next(cluster.Silos.Count);
                _done.Add($"{started.Elapsed.TotalSeconds:0.0} s: {name}, silo {silo}");
                await act(silo);
                await StartThoseThatEnded();
                _counts[name] = _counts.GetValueOrDefault(name) + 1;
            }
        }
        while (started.Elapsed < duration);
    }

    /// <summary>Starts silos that end, until something is over: one that was declared dead learns so seconds later.</summary>
    public async Task SuperviseUntil(Task over)
    {
        while (!over.IsCompleted)
        {
            await StartThoseThatEnded();
            await Task.WhenAny(over, Task.Delay(TimeSpan.FromMilliseconds(200)));
        }

        await over;
    }

    private IEnumerable<(string Name, Func<int, Task> Do)> NetworkCuts() => _whyNoCuts is not null
        ? []
        : [("cut from its peers", CutFromPeers), ("cut one way", CutOneWay)];

    private async Task StartThoseThatEnded()
    {
        for (var silo = 0; silo < cluster.Silos.Count; silo++)
        {
            if (cluster.Silos[silo].HasExited)
            {
                await cluster.StartAgain(silo);
            }
        }
    }

    private Task Kill(int silo) => cluster.Silos[silo].Kill();

    private async Task Freeze(int silo)
    {
        var frozen = cluster.Silos[silo];
        await frozen.Signal("STOP");
        await Eventually.Be("a frozen silo to be declared dead", Deadline, () => MemberTable.HasDead(database, frozen));
        await frozen.Signal("CONT");
        await Eventually.Be("a silo declared dead to end itself", Deadline, () => frozen.HasExited);
    }

    // The database it still reaches, and learns from there that the others have declared it dead.
    private async Task CutFromPeers(int silo)
    {
        using (cluster.Cut(silo, CutDirection.BothWays))
        {
            var lonely = cluster.Silos[silo];
            await Eventually.Be("a silo cut off from its peers to be declared dead", Deadline, () => MemberTable.HasDead(database, lonely));
            await Eventually.Be("a silo declared dead to end itself", Deadline, () => lonely.HasExited);
        }
    }

    // Ends about when the others make up their minds.
    private async Task CutOneWay(int silo)
    {
        using (cluster.Cut(silo, _random.Next(2) == 0 ? CutDirection.Mute : CutDirection.Deaf))
        {
            await Task.Delay(TimeSpan.FromSeconds(_random.Next(4, 10)));
        }
    }

    private Task<int> Restart(int silo) => cluster.Silos[silo].Terminate();

    // On a busy machine there is not always a commit to cut.
    private async Task CutCommits(int silo)
    {
        var before = safeguards[Safeguards.Unknown];
        for (var cut = 0; cut < Cuts || (cut < MaxCuts && safeguards[Safeguards.Unknown] <= before); cut++)
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

    // LossTests freezes a silo, RollingRestartTests restarts each, and StandbyAwayTests takes the standby away.
    private (string Name, Func<int, Task> Do)[] ActsOfLongRuns() => TestLength.IsLong
        ? [("pause", Freeze), ("restart", Restart), ("take the standby away", TakeStandbyAway)]
        : [];

    private Task TakeStandbyAway(int silo) => new AbsentStandby(postgres, history).Last(WithoutStandby);

    private async Task PauseRedis(int silo)
    {
        redis.Pause();
        await Task.Delay(CutOff);
        redis.Resume();
    }

    // What it held is gone, and nobody is told.
    private async Task CrashRedis(int silo)
    {
        await redis.Crash();
        await Task.Delay(TimeSpan.FromSeconds(1));
        await redis.StartAgain();
    }
}

using System.Net;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Tests.Contract;

/// <summary>
/// What Orleans asks of a membership table. Each table that silos may use here is tested by a class derived from this one, so that
/// all keep the same contract.
/// </summary>
public abstract partial class MembershipTableContract
{
    private static int _lastPort = 10_000;

    protected string Cluster { get; } = $"c-{Guid.NewGuid():N}"[..20];

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A table of its own over the storage that all share, not initialised.</summary>
    protected abstract IMembershipTable Make(string cluster);

    protected abstract IGatewayListProvider MakeGatewayList(string cluster);

    protected async Task<IMembershipTable> Open(string? cluster = null)
    {
        var table = Make(cluster ?? Cluster);
        await table.InitializeMembershipTableAsync(true, Cancel);
        return table;
    }

    /// <summary>A table with one row of each silo.</summary>
    protected async Task<IMembershipTable> OpenWith(params MembershipEntry[] entries)
    {
        var table = await Open();
        foreach (var entry in entries)
        {
            Assert.True(await Insert(table, entry));
        }

        return table;
    }

    protected static async Task<bool> Insert(IMembershipTable table, MembershipEntry entry) =>
        await table.InsertRowAsync(entry, (await table.ReadAllAsync(Cancel)).Version.Next(), Cancel);

    protected static async Task<bool> Update(IMembershipTable table, MembershipEntry entry)
    {
        var data = await table.ReadAllAsync(Cancel);
        return await table.UpdateRowAsync(entry, data.TryGet(entry.SiloAddress)?.Item2 ?? "", data.Version.Next(), Cancel);
    }

    protected static MembershipEntry Member(SiloStatus status = SiloStatus.Active, DateTime? time = null)
    {
        var port = Interlocked.Increment(ref _lastPort);
        return Member(SiloAddress.New(IPAddress.Loopback, port, 1_000_000 + port), status, time);
    }

    protected static MembershipEntry Member(SiloAddress silo, SiloStatus status = SiloStatus.Active, DateTime? time = null) => new()
    {
        SiloAddress = silo,
        SiloName = $"silo-{silo.Endpoint.Port}",
        HostName = "host",
        ProxyPort = silo.Endpoint.Port + 20_000,
        Status = status,
        StartTime = time ?? Noon,
        IAmAliveTime = time ?? Noon,
        SuspectTimes = [],
    };

    protected static DateTime Noon { get; } = new(2026, 11, 1, 12, 0, 0, DateTimeKind.Utc);

    protected static MembershipEntry Voted(MembershipEntry entry, params DateTime[] votes)
    {
        entry.SuspectTimes = [.. votes.Select((vote, by) => Tuple.Create(SiloAddress.New(IPAddress.Loopback, 9_000 + by, 1), vote))];
        return entry;
    }

    protected static MembershipEntry With(
        MembershipEntry entry, SiloStatus status, List<Tuple<SiloAddress, DateTime>>? votes = null) => new()
        {
            SiloAddress = entry.SiloAddress,
            SiloName = entry.SiloName,
            HostName = entry.HostName,
            ProxyPort = entry.ProxyPort,
            Status = status,
            StartTime = entry.StartTime,
            IAmAliveTime = entry.IAmAliveTime,
            SuspectTimes = votes ?? [.. entry.SuspectTimes ?? []],
        };

    protected static MembershipEntry Heartbeat(MembershipEntry entry, DateTime time) => new() { SiloAddress = entry.SiloAddress, IAmAliveTime = time };

    /// <summary>All that a table holds, in one text, so that two moments can be compared.</summary>
    protected static async Task<string> Everything(IMembershipTable table, bool withHeartbeats = true)
    {
        var data = await table.ReadAllAsync(Cancel);
        var rows = data.Members
            .OrderBy(member => member.Item1.SiloAddress)
            .Select(member => Describe(member.Item1) + (withHeartbeats ? $" alive {member.Item1.IAmAliveTime:O}" : ""));
        return $"{data.Version.Version} {data.Version.VersionEtag}\n{string.Join('\n', rows)}";
    }

    protected static string Describe(MembershipEntry entry) =>
        $"{entry.SiloAddress.ToParsableString()} {entry.SiloName} {entry.HostName} {entry.ProxyPort} {entry.Status} {entry.StartTime:O} "
        + string.Join(',', (entry.SuspectTimes ?? []).Select(vote => $"{vote.Item1.ToParsableString()}={vote.Item2:yyyy-MM-dd HH:mm:ss.ffffff}").Order(StringComparer.Ordinal));
}

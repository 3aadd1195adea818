using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Notes who is declared dead; a real silo that hears so of itself ends its process.</summary>
internal sealed class MembershipStub : IClusterMembershipService
{
    private readonly ConcurrentQueue<SiloAddress> _killed = new();

    public IReadOnlyCollection<SiloAddress> Killed => _killed;

    public ClusterMembershipSnapshot CurrentSnapshot { get; } = new(ImmutableDictionary<SiloAddress, ClusterMember>.Empty, MembershipVersion.MinValue);

    public IAsyncEnumerable<ClusterMembershipSnapshot> MembershipUpdates => throw new NotSupportedException();

    public ValueTask Refresh(MembershipVersion minimumVersion = default, CancellationToken cancellationToken = default) => default;

    public Task<bool> TryKill(SiloAddress siloAddress)
    {
        _killed.Enqueue(siloAddress);
        return Task.FromResult(true);
    }
}

internal sealed class SiloStub(SiloAddress address) : ILocalSiloDetails
{
    public string Name => "registry-0";

    public string ClusterId => "registry";

    public string DnsHostName => "host";

    public SiloAddress SiloAddress => address;

    public SiloAddress GatewayAddress => address;
}

/// <summary>Starts, stops and disposes one participant.</summary>
internal sealed class LifecycleStub(IDisposable owned) : ISiloLifecycle, IAsyncDisposable
{
    private ILifecycleObserver? _participant;

    public int HighestCompletedStage => 0;

    public int LowestStoppedStage => 0;

    public IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer)
    {
        _participant = observer;
        return owned;
    }

    public Task Start() => _participant!.OnStart(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _participant!.OnStop(CancellationToken.None);
        owned.Dispose();
    }
}

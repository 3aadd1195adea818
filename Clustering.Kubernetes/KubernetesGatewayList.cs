using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Lists the Orleans gateways: the active silos in the ConfigMap that take calls from clients of the cluster. Orleans asks every few
/// seconds; a watch knows the answer. Without the right to watch the ConfigMap is read each time.
/// </summary>
internal sealed class KubernetesGatewayList(
    ApiServer api,
    TableStore store,
    IOptions<GatewayOptions> options,
    ILogger<KubernetesGatewayList> logger,
    IHostApplicationLifetime? lifetime = null) : IGatewayListProvider, IDisposable
{
    // For so long, and the half minute that the server is given to end it, a watch whose connection died in silence may show silos that
    // are gone.
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private readonly WatchLoop _loop = new("the table of members", api.NewBackoff(), logger);
    private volatile ClusterTable? _last;
    private volatile bool _isWatched;

    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    /// <summary>Waits for an API server that is away or refuses.</summary>
    public async Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, lifetime?.ApplicationStopping ?? CancellationToken.None);
        await api.UntilAnswered(async token => await store.Find(token), stop.Token);
        _loop.Start(Watch);
    }

    /// <summary>While the table is missing, those that were in it last: its silos live on, and put it back.</summary>
    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        var last = _last;
        if (!_isWatched && await store.Find(cancellationToken) is { } read)
        {
            // Unless a watch that has begun meanwhile was faster, and knows more.
            Interlocked.CompareExchange(ref _last, read, last);
        }

        return _last is { } table ? [.. table.ReadAll().Where(row => row is { Status: SiloStatus.Active, ProxyPort: > 0 }).Select(Gateway)] : [];
    }

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);

    public void Dispose() => _loop.Dispose();

    private async Task Watch(CancellationToken cancellationToken)
    {
        if (await store.Find(cancellationToken) is not { } table)
        {
            return;
        }

        try
        {
            (_last, _isWatched) = (table, true);
            await foreach (var change in store.Watch(table.ResourceVersion, Length, cancellationToken))
            {
                if (change is not null)
                {
                    _last = change;
                }
            }
        }
        finally
        {
            _isWatched = false;
        }
    }

    private static Uri Gateway(MembershipEntry row) =>
        SiloAddress.New(row.SiloAddress.Endpoint.Address, row.ProxyPort, row.SiloAddress.Generation).ToGatewayUri();
}

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
internal sealed partial class KubernetesGatewayList(
    ApiServer api,
    TableStore store,
    IOptions<GatewayOptions> options,
    ILogger<KubernetesGatewayList> logger,
    IHostApplicationLifetime? lifetime = null) : IGatewayListProvider, IDisposable
{
    // For so long a watch whose connection died in silence may show silos that are gone.
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(1);
    private readonly CancellationTokenSource _stopping = CancellationTokenSource.CreateLinkedTokenSource(
        lifetime?.ApplicationStopping ?? CancellationToken.None);

    private readonly WatchLoop _loop = new(api.NewBackoff());
    private volatile ClusterTable? _last;
    private volatile bool _isWatched;

    public TimeSpan MaxStaleness => options.Value.GatewayListRefreshPeriod;

    public bool IsUpdatable => true;

    /// <summary>Waits for an API server that is away or refuses.</summary>
    public async Task InitializeGatewayListProviderAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await api.UntilAnswered(async token => await store.Find(token), stop.Token);
        _ = Task.Run(() => _loop.Run(Watch, LogInterrupted, _stopping.Token), CancellationToken.None);
    }

    /// <summary>While the table is missing, those that were in it last: its silos live on, and put it back.</summary>
    public async Task<IList<Uri>> GetGatewaysAsync(CancellationToken cancellationToken)
    {
        if (!_isWatched)
        {
            _last = await store.Find(cancellationToken) ?? _last;
        }

        return _last is { } table ? [.. table.ReadAll().Where(row => row is { Status: SiloStatus.Active, ProxyPort: > 0 }).Select(Gateway)] : [];
    }

    public Task InitializeGatewayListProvider() => InitializeGatewayListProviderAsync(CancellationToken.None);

    public Task<IList<Uri>> GetGateways() => GetGatewaysAsync(CancellationToken.None);

    public void Dispose()
    {
        _stopping.Cancel();
        _stopping.Dispose();
    }

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
                if (change is null)
                {
                    return;
                }

                _last = change;
            }
        }
        finally
        {
            _isWatched = false;
        }
    }

    private static Uri Gateway(MembershipEntry row) =>
        SiloAddress.New(row.SiloAddress.Endpoint.Address, row.ProxyPort, row.SiloAddress.Generation).ToGatewayUri();

    private void LogInterrupted(Exception fault) => LogInterrupted(ApiFault.Describe(fault));

    [LoggerMessage(444, LogLevel.Debug, "The watch of the table was interrupted: {Reason}")]
    private partial void LogInterrupted(string reason);
}

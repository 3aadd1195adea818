using Orleans.Configuration;
using Orleans.Runtime.MembershipService;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage.Postgres.Membership;

namespace SchemaRegistry.Silo;

/// <summary>How processes find each other, and how fast they notice that one has died.</summary>
internal static class ClusteringServices
{
    private const string ClusterName = "schema-registry";
    private const string Npgsql = "Npgsql";

    // Twice as long as a silo may take to join. Those that run remember the dead by themselves.
    private static readonly TimeSpan KeptDead = TimeSpan.FromMinutes(10);

    public static ISiloBuilder AddClustering(this ISiloBuilder silo, SiloConfiguration configuration)
    {
        silo.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = ClusterName);
        silo.Configure<EndpointOptions>(endpoint =>
        {
            endpoint.AdvertisedIPAddress = configuration.SiloHost;
            (endpoint.SiloPort, endpoint.GatewayPort) = (configuration.SiloPort, configuration.GatewayPort);
        });
        silo.Configure<ClusterMembershipOptions>(membership =>
        {
            membership.ProbeTimeout = TimeSpan.FromSeconds(2);
            membership.MaxProbeTimeout = TimeSpan.FromSeconds(3);
            membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(10);
            membership.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            membership.DefunctSiloExpiration = membership.DefunctSiloMinimumRetention = KeptDead;
            membership.DefunctSiloCleanupPeriod = KeptDead;
        });
        silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeoutOf(configuration));
        return configuration.Clustering switch
        {
            ClusteringKind.Postgres => silo
                .UseJoinLock(_ => token => PostgresJoinLock.Take(configuration.DatabaseUrl!, token))
                .UseAdoNetClustering(options =>
                    (options.Invariant, options.DataSource) = (Npgsql, PostgresMembership.Open(configuration.DatabaseUrl!)))
                .WaitForTable(),
            ClusteringKind.Kubernetes => silo
                .UseJoinLock(services => services.GetRequiredService<KubernetesJoinLock>().Take)
                .Configure<ClusterMembershipOptions>(SpareTheApiServer)
                .UseKubernetesClustering(kubernetes =>
                    (kubernetes.Namespace, kubernetes.PodName) = (configuration.PodNamespace, configuration.PodName)),
            _ => silo.UseLocalhostClustering(configuration.SiloPort, configuration.GatewayPort, null, ClusterName, ClusterName),
        };
    }

    // A silo that is lost shows by a call that gets no answer, which is then made again. Where there is no other silo a call ends by
    // itself when the request's time is up.
    private static TimeSpan ResponseTimeoutOf(SiloConfiguration configuration) => configuration.Clustering is ClusteringKind.Localhost
        ? configuration.RequestTimeout + TimeSpan.FromSeconds(8)
        : TimeSpan.FromSeconds(8);

    /// <summary>
    /// A client takes no part in the cluster's failure detection: it notices a dead silo when a call gets no answer, and drops it when
    /// it reads the list of Orleans gateways again. It never gives up connecting.
    /// </summary>
    public static IClientBuilder AddClustering(this IClientBuilder client, SiloConfiguration configuration)
    {
        client.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = ClusterName);
        client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(5));
        client.Configure<Orleans.Configuration.GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter<ConnectionRetry>();
        return configuration.Clustering is ClusteringKind.Kubernetes
            ? client.UseKubernetesClustering(kubernetes => kubernetes.Namespace = configuration.PodNamespace)
            : client.UseAdoNetClustering(options =>
                (options.Invariant, options.DataSource) = (Npgsql, PostgresMembership.Open(configuration.DatabaseUrl!)));
    }

    private static ISiloBuilder WaitForTable(this ISiloBuilder silo)
    {
        silo.Services.AddSingleton<IMembershipTable>(services => ActivatorUtilities.CreateInstance<PatientTable>(
            services, ActivatorUtilities.CreateInstance<AdoNetClusteringTable>(services)));
        return silo;
    }

    // A watch tells of changes, so that the table is read for the sake of heartbeats alone. What is known of one is 50 s old at most,
    // and three may be missed.
    private static void SpareTheApiServer(ClusterMembershipOptions membership)
    {
        membership.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(20);
        membership.TableRefreshTimeout = TimeSpan.FromSeconds(30);
    }

    /// <summary>Silos that start together join one after the other, by a lock in the database or in Kubernetes.</summary>
    public static ISiloBuilder UseJoinLock(this ISiloBuilder silo, Func<IServiceProvider, TakeJoinLock> joinLock)
    {
        silo.Services.AddSingleton<ILifecycleParticipant<ISiloLifecycle>>(services => new JoinLock(joinLock(services)));
        return silo;
    }
}

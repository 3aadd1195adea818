using Orleans.Configuration;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>Whole silos on a stand-in API server, which end with the test.</summary>
public abstract class SilosOnKubernetes : IAsyncLifetime
{
    private protected const string Cluster = "registry";

    // Measured: 6 to 8 s. Without comparing members with pods it is over 30 s, since old heartbeats have to expire first.
    private protected static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected KubernetesApi Api { get; private set; } = null!;

    private protected List<TestSilo> Silos { get; } = [];

    public async ValueTask InitializeAsync() => Api = await KubernetesApi.Start();

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Silos.Select(silo => silo.DisposeAsync().AsTask()));
        await Api.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected TestSilo[] Build(int count, int first = 0, Action<ClusterMembershipOptions>? configure = null)
    {
        var built = Enumerable.Range(first, count).Select(number => TestSilo.Build(Api, Cluster, $"registry-{number}", configure)).ToArray();
        Silos.AddRange(built);
        return built;
    }

    private protected static async Task StartTogether(TestSilo[] silos)
    {
        await Task.WhenAll(silos.Select(silo => Task.Run(silo.Start)));
        await Eventually.Be("everybody to see everybody", Soon, () => silos.All(silo => silo.ActiveSilos == silos.Length));
    }
}

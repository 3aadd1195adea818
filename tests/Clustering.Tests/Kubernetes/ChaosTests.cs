using System.Net;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>An API server that fails at random, before and after it has acted.</summary>
public sealed class ChaosTests : IAsyncLifetime
{
    private const int Joiners = 20;
    private KubernetesApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _api = await KubernetesApi.Start();

    public async ValueTask DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Silos_that_keep_trying_are_all_in_the_table_and_each_once()
    {
        using var parts = new KubernetesParts(
            _api, options => (options.MaxBackoff, options.MaxBackoffWhenRefused, options.RequestTimeout) =
                (TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(500)));
        var tables = Enumerable.Range(0, 4).Select(_ => parts.Table("chaos")).ToArray();
        await Task.WhenAll(tables.Select(table => table.InitializeMembershipTableAsync(true, Cancel)));
        _api.Failing = _ => Random.Shared.Next(40) switch
        {
            0 => new ApiFailure(403),
            1 => new ApiFailure(409),
            2 => new ApiFailure(422),
            3 => new ApiFailure(429),
            4 => new ApiFailure(500),
            5 => new ApiFailure(503),
            6 => new ApiFailure(500, IsLate: true),
            7 => new ApiFailure(0, IsLate: true),
            8 => new ApiFailure(409, IsLate: false),
            _ => null,
        };

        await Task.WhenAll(Enumerable.Range(0, Joiners).Select(joiner => Task.Run(() => Join(tables[joiner % 4], joiner))));

        _api.Failing = _ => null;
        var data = await tables[0].ReadAllAsync(Cancel);
        Assert.Equal(Joiners, data.Members.Select(member => member.Item1.SiloAddress).Distinct().Count());
        Assert.Equal((Joiners, Joiners), (data.Members.Count, data.Version.Version));
    }

    private static async Task Join(IMembershipTable table, int joiner)
    {
        var entry = new MembershipEntry
        {
            SiloAddress = SiloAddress.New(IPAddress.Loopback, 1 + joiner, 1),
            SiloName = $"silo-{joiner}",
            HostName = "host",
            Status = SiloStatus.Joining,
        };
        while (true)
        {
            try
            {
                var data = await table.ReadAllAsync(Cancel);
                if (data.TryGet(entry.SiloAddress) is not null || await table.InsertRowAsync(entry, data.Version.Next(), Cancel))
                {
                    return;
                }
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                // The outcome is unknown; the next read shows it.
            }
        }
    }
}

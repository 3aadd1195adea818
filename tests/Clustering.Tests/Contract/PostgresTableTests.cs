using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Tests.Contract;

/// <summary>Orleans' own table for databases, over our statements in a real PostgreSQL.</summary>
[Requires("postgresql")]
public sealed class PostgresTableTests(MembershipDatabase database) : MembershipTableContract, IAsyncLifetime
{
    private readonly ConcurrentBag<IHost> _hosts = [];
    private DbDataSource _source = null!;

    public async ValueTask InitializeAsync() => _source = await database.Source();

    public ValueTask DisposeAsync()
    {
        foreach (var host in _hosts)
        {
            host.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    protected override IMembershipTable Make(string cluster) => Build(builder => builder.UseOrleans(silo =>
    {
        Name(silo.Services, cluster);
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", _source));
    })).GetRequiredService<IMembershipTable>();

    protected override IGatewayListProvider MakeGatewayList(string cluster) => Build(builder => builder.UseOrleansClient(client =>
    {
        Name(client.Services, cluster);
        client.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", _source));
    })).GetRequiredService<IGatewayListProvider>();

    private static void Name(IServiceCollection services, string cluster) =>
        services.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster);

    private IServiceProvider Build(Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder);
        var host = builder.Build();
        _hosts.Add(host);
        return host.Services;
    }
}

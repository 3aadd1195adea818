using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;
using Orleans.Messaging;

namespace SchemaRegistry.Clustering.Tests.Contract;

/// <summary>Orleans' own table for databases, over our statements in a real PostgreSQL.</summary>
public sealed class PostgresTableTests(MembershipDatabase database) : MembershipTableContract, IDisposable
{
    private readonly List<IHost> _hosts = [];

    public void Dispose() => _hosts.ForEach(host => host.Dispose());

    protected override IMembershipTable Make(string cluster) => Build(builder => builder.UseOrleans(silo =>
    {
        Name(silo.Services, cluster);
        silo.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", database.Source));
    })).GetRequiredService<IMembershipTable>();

    protected override IGatewayListProvider MakeGatewayList(string cluster) => Build(builder => builder.UseOrleansClient(client =>
    {
        Name(client.Services, cluster);
        client.UseAdoNetClustering(options => (options.Invariant, options.DataSource) = ("Npgsql", database.Source));
    })).GetRequiredService<IGatewayListProvider>();

    private static void Name(IServiceCollection services, string cluster) =>
        services.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = cluster);

    private IServiceProvider Build(Action<IHostApplicationBuilder> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        configure(builder);
        _hosts.Add(builder.Build());
        return _hosts[^1].Services;
    }
}

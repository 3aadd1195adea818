using System.Globalization;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>A silo starts while its database is too slow for the table of the cluster's members.</summary>
public sealed class SlowTableTests(Servers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    // What the connections of that table alone begin with.
    private const string OfTable = "search_path";

    [Fact]
    public async Task A_silo_waits_for_the_table_of_members_and_says_so()
    {
        await using var proxy = new TcpProxy(servers.Postgres.Port);
        proxy.Lose(OfTable);
        var database = (await servers.Postgres.CreateDatabase()).Replace(
            $":{servers.Postgres.Port.ToString(CultureInfo.InvariantCulture)}/",
            $":{proxy.Port.ToString(CultureInfo.InvariantCulture)}/",
            StringComparison.Ordinal);
        using var folder = new TempFolder();
        await using var silo = RegistryProcess.Launch(
            folder.Path, new Dictionary<string, string> { ["DATABASE_URL"] = database, ["CLUSTERING"] = "postgres" });

        await Eventually.Be("the silo to wait", Deadline, () =>
            silo.HasExited || silo.Output.Contains("Waiting for the table of the cluster's members", StringComparison.Ordinal));
        Assert.False(silo.HasExited, silo.Output);
        proxy.Lose(null);

        await silo.WaitUntilReady(TestContext.Current.CancellationToken);
        Assert.Empty(silo.Faults);
    }
}

using System.Globalization;
using Npgsql;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>What the cluster believes of its members.</summary>
internal static class MemberTable
{
    private const int Dead = 6;

    /// <summary>Whether the newest silo at this process's port is declared dead.</summary>
    public static async Task<bool> HasDead(string databaseUrl, RegistryProcess silo)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(databaseUrl));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT status FROM registry.cluster_members WHERE port = $1 ORDER BY generation DESC LIMIT 1", connection)
        {
            Parameters = { new() { Value = int.Parse(silo.Ports.First(port => port.Name == "SILO_PORT").Value, CultureInfo.InvariantCulture) } },
        };
        return await command.ExecuteScalarAsync() is Dead;
    }
}

using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Changes;

/// <summary>A registry whose log holds what a newer build has written.</summary>
public sealed class NewerLogRegistry : OwnRegistry
{
    protected override IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string> { ["WEBHOOK_ALLOW_PRIVATE"] = "true" };

    private string Prefix => DatabaseUrl is null ? "" : "registry.";

    /// <summary>Logs a change of a kind that nobody here knows. Those who follow hear of it with the next one.</summary>
    public async Task Log(string context, string subject, string payload)
    {
        var number = DatabaseUrl is null ? "(SELECT highest FROM change_log)" : "NULL";
        var insert =
            $"""
            INSERT INTO {Prefix}changes (seq, region, context, subject, revision, kind, payload, actor, request_id, at)
            VALUES ({number}, 'local', '{context}', '{subject}', 1, 99, '{payload}', 'newer', '{Guid.NewGuid()}', 1)
            """;
        await Execute(DatabaseUrl is null ? $"BEGIN IMMEDIATE; UPDATE change_log SET highest = highest + 1; {insert}; COMMIT" : insert);
    }

    /// <summary>Takes a schema away, as a newer build may have done without any change that is known here.</summary>
    public async Task Purge(string context, int id)
    {
        var row = $"WHERE id = {id} AND context_id = (SELECT context_id FROM {Prefix}contexts WHERE name = '{context}')";
        await Execute($"DELETE FROM {Prefix}versions {row}");
        await Execute($"UPDATE {Prefix}schemas SET text = NULL {row}");
    }

    private async Task Execute(string sql)
    {
        await using DbConnection connection = DatabaseUrl is null
            ? new SqliteConnection($"Data Source={Path.Combine(Folder, "data", "registry.db")};Pooling=False")
            : new NpgsqlConnection(PostgresServer.ConnectionString(DatabaseUrl));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Texts of the tests.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}

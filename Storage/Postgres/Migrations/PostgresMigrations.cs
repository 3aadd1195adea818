using DbUp;
using DbUp.Engine;
using DbUp.Postgresql;
using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Postgres.Functions;

namespace SchemaRegistry.Storage.Postgres.Migrations;

/// <summary>
/// Brings the tables up to date, and then the functions on them. Processes that start at once take turns by an advisory lock. A
/// lock on a table is waited for briefly: whoever waits for one that excludes readers has all later readers wait behind him, and a
/// dump or a forgotten transaction may keep it for hours.
/// </summary>
internal static class PostgresMigrations
{
    private const string Schema = "registry";
    private const string Folder = "SchemaRegistry.Storage.Postgres.Migrations.";
    private const string WaitForTurn = "SET lock_timeout = 0";
    private const string TakeTurn = "SELECT pg_advisory_lock(hashtextextended('registry.migrations', 0))";
    private const string WaitBriefly = "RESET lock_timeout";

    /// <exception cref="StoreUnavailableException">A lock was not to be had for now, or the database was not; nothing is left half-done.</exception>
    public static async Task Run(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var turn = await database.OpenConnectionAsync(cancellationToken);
        await Execute(turn, WaitForTurn, cancellationToken);
        await Execute(turn, TakeTurn, cancellationToken);
        await Execute(turn, WaitBriefly, cancellationToken);
        await Execute(turn, $"CREATE SCHEMA IF NOT EXISTS {Schema}", cancellationToken);
        await Task.Run(() => Upgrade(database), cancellationToken);
        await PostgresFunctions.Apply(turn, PostgresFunction.ReadAll(), cancellationToken);
    }

    public static async Task<bool> IsComplete(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await Task.Run(() => Engine(database).IsUpgradeRequired(), cancellationToken))
        {
            return false;
        }

        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await PostgresFunctions.AreUpToDate(connection, PostgresFunction.ReadAll(), cancellationToken);
    }

    private static UpgradeEngine Engine(NpgsqlDataSource database) => DeployChanges.To
        .PostgresqlDatabase(new PostgresqlConnectionManager(database))
        .WithScriptsEmbeddedInAssembly(
            typeof(PostgresMigrations).Assembly, name => name.StartsWith(Folder, StringComparison.Ordinal))
        .JournalToPostgresqlTable(Schema, "migrations")
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();

    private static void Upgrade(NpgsqlDataSource database)
    {
        var result = Engine(database).PerformUpgrade();
        if (!result.Successful)
        {
            var message = $"Migration {result.ErrorScript?.Name} failed: {FaultReason.Of(result.Error)}";
            throw result.Error is NpgsqlException { IsTransient: true }
                ? new StoreUnavailableException(message, result.Error)
                : new InvalidOperationException(message, result.Error);
        }
    }

#pragma warning disable CA2100 // Constants of this class.
    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
#pragma warning restore CA2100
}

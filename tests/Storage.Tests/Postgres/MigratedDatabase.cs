using DbUp;
using Npgsql;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Postgres.Functions;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>A database of one test, brought up to date by builds of the past, the present or the future.</summary>
internal sealed class MigratedDatabase(string url) : IAsyncDisposable
{
    /// <summary>Up to here the functions lay in the migrations.</summary>
    private const string LastWithFunctions = "SchemaRegistry.Storage.Postgres.Migrations.0050_find_or_take_ids.sql";

    public PostgresStore Store { get; } = new(new PostgresStoreOptions(url));

    public Task<IReadOnlyList<DatabaseFunction>> Functions => DatabaseFunction.ReadAll(url);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>As a build leaves it that knows nothing of the files.</summary>
    public Task MigrateAsBefore() => MigrateTo(LastWithFunctions);

    /// <summary>As a build leaves it whose last migration is the one of that name.</summary>
    public async Task MigrateTo(string last)
    {
        await Execute("CREATE SCHEMA registry");
        var result = DeployChanges.To
            .PostgresqlDatabase(PostgresServer.ConnectionString(url))
            .WithScriptsEmbeddedInAssembly(
                typeof(PostgresStore).Assembly,
                name => name.Contains(".Postgres.Migrations.", StringComparison.Ordinal)
                    && string.CompareOrdinal(name, last) <= 0)
            .JournalToPostgresqlTable("registry", "migrations")
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        Assert.True(result.Successful, result.Error?.Message);
    }

    public async Task Apply(params PostgresFunction[] functions)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(url));
        await connection.OpenAsync(Token);
        await PostgresFunctions.Apply(connection, functions, Token);
    }

    public async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(PostgresServer.ConnectionString(url));
#pragma warning disable CA2100 // Texts of the tests and of the store.
        await using var command = source.CreateCommand(sql);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(Token);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();
}

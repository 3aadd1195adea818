using DbUp;
using DbUp.Engine;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Migrations;

/// <summary>Brings the file's tables up to date. The file lock already keeps other processes out.</summary>
internal static class SqliteMigrations
{
    private const string Folder = "SchemaRegistry.Storage.Sqlite.Migrations.";

    /// <exception cref="StoreUnusableException">The file is damaged, or cannot be written.</exception>
    public static void Run(string path, string connectionString)
    {
        var result = Engine(connectionString).PerformUpgrade();
        if (!result.Successful)
        {
            throw SqliteFaults.AtStart(path, result.Error);
        }
    }

    public static bool IsComplete(string connectionString) => !Engine(connectionString).IsUpgradeRequired();

    private static UpgradeEngine Engine(string connectionString) => DeployChanges.To
        .SqliteDatabase(connectionString)
        .WithScriptsEmbeddedInAssembly(
            typeof(SqliteMigrations).Assembly, name => name.StartsWith(Folder, StringComparison.Ordinal))
        .JournalToSqliteTable("migrations")
        .WithTransactionPerScript()
        .WithVariablesDisabled()
        .LogToNowhere()
        .Build();
}

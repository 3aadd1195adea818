using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Load;

/// <summary>What a start costs when much is stored.</summary>
/// <param name="Ready">Milliseconds from the start of the process until it says that it is ready.</param>
/// <param name="FirstLookup">Milliseconds of the first lookup by id.</param>
/// <param name="Memory">Resident bytes after 100,000 lookups of different ids, with a cache of 64 MB.</param>
internal sealed record ColdStart(double Ready, double FirstLookup, long Memory)
{
    private const int Lookups = 100_000;

    public static async Task<ColdStart> Measure(Stage stage, int versions)
    {
        var database = await stage.Postgres.CreateDatabase();
        await Fill(database, versions);
        var started = Stopwatch.GetTimestamp();
        await using var registry = await stage.StartRegistry(database);
        var ready = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        // The way of the measuring client itself is not to be measured.
        await registry.Client.GetByteArrayAsync(new Uri("health", UriKind.Relative));
        started = Stopwatch.GetTimestamp();
        await registry.Client.GetByteArrayAsync(new Uri($"schemas/ids/{versions / 2}", UriKind.Relative));
        var first = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        var step = Math.Max(1, versions / Lookups);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Math.Min(Lookups, versions)),
            new ParallelOptions { MaxDegreeOfParallelism = 16 },
            async (number, cancellationToken) =>
            {
                var answer = await registry.Client.GetAsync(
                    new Uri($"schemas/ids/{(number * step) + 1}", UriKind.Relative), cancellationToken);
                answer.EnsureSuccessStatusCode().Dispose();
            });
        return new ColdStart(ready, first, ResidentBytes(registry.Id));
    }

    private static async Task Fill(string database, int versions)
    {
        await using var store = new PostgresStore(new PostgresStoreOptions(database));
        await store.Migrate(CancellationToken.None);
        var script = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Sql", "versions.sql"));
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            script.Replace("@versions", versions.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), connection)
        {
            CommandTimeout = 0,
        };
        await command.ExecuteNonQueryAsync();
        await using var analyze = new NpgsqlCommand("ANALYZE", connection);
        await analyze.ExecuteNonQueryAsync();
    }

    private static long ResidentBytes(int processId) => 1024 * long.Parse(
        File.ReadLines($"/proc/{processId}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}

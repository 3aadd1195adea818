using Npgsql;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>A build of tomorrow beside those of today: it logs changes of a kind that they do not know.</summary>
internal sealed class NewerBuild(string databaseUrl)
{
    private const string Insert =
        """
        INSERT INTO registry.changes (seq, region, context, subject, revision, kind, payload, actor, request_id, at)
        SELECT NULL, 'local', '.', 'newer', coalesce(max(revision), 0) + 1, 99, '{"versions":"many"}', 'newer', gen_random_uuid(), 1
        FROM registry.changes
        WHERE subject = 'newer'
        """;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(300);

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Interval);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await Log();
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                // The database is away.
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    public async Task Log()
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(databaseUrl));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Insert, connection);
        await command.ExecuteNonQueryAsync();
    }
}

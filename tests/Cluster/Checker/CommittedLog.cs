using System.Collections.Immutable;
using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>The change log as it lies in the database: what has really happened, by subject and in order.</summary>
internal sealed class CommittedLog(IReadOnlyDictionary<string, SubjectPast> subjects)
{
    public IReadOnlyDictionary<string, SubjectPast> Subjects => subjects;

    /// <summary>The ids that nothing used any more at some time.</summary>
    public IReadOnlySet<(string Context, int Id)> Purged { get; } = subjects.Values
        .SelectMany(subject => subject.Changes)
        .SelectMany(change => PurgedBy(change).Select(id => (change.Subject.Context, id)))
        .ToHashSet();

    public static async Task<CommittedLog> Read(string databaseUrl)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(databaseUrl));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT entry_id, context, subject, revision, kind, payload, request_id FROM registry.changes WHERE subject <> '' ORDER BY revision, entry_id",
            connection);
        await using var row = await command.ExecuteReaderAsync();
        var changes = new List<LoggedChange>();
        while (await row.ReadAsync())
        {
            changes.Add(new LoggedChange(
                row.GetInt64(0),
                "",
                new SubjectName(row.GetString(1), row.GetString(2)),
                row.GetInt64(3),
                (ChangeKind)row.GetInt16(4),
                row.GetString(5),
                "",
                row.GetGuid(6),
                0));
        }

        return new CommittedLog(changes
            .GroupBy(change => change.Subject.ToString())
            .ToDictionary(group => group.Key, group => new SubjectPast(group.Key, [.. group])));
    }

    private static ImmutableArray<int> PurgedBy(LoggedChange change) => change.Kind switch
    {
        ChangeKind.Registered => change.ReadRegistered().Purged,
        ChangeKind.PermanentlyDeleted => change.ReadDeleted().Purged,
        _ => [],
    };
}

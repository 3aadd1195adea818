using System.Data.Common;
using System.Globalization;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Reads all tables as sorted lines of text, the same for every store; see <see cref="Lines"/>.</summary>
internal sealed class TableReader(DbConnection connection, string prefix)
{
    public async Task<SortedSet<string>> Read()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        await Add(lines, "SELECT name, established, purge_generation FROM {0}contexts", row =>
            Lines.Context(Text(row, 0), Flag(row, 1), Number(row, 2)));
        await Add(
            lines,
            """
            SELECT x.name, c.id, c.region, c.sha256, c.guid, c.type, c.text, c.refs, c.metadata, c.rules
            FROM {0}schemas c JOIN {0}contexts x ON x.context_id = c.context_id
            """,
            row => Lines.Schema(
                Text(row, 0), Number(row, 1), Text(row, 2), Hex(row, 3), Text(row, 4),
                row.IsDBNull(6)
                    ? null
                    : StoreJson.ReadContent(Text(row, 5), Text(row, 6), Optional(row, 7), Optional(row, 8), Optional(row, 9))));
        await Add(
            lines,
            "SELECT x.name, c.sha256, c.region, c.id FROM {0}claims c JOIN {0}contexts x ON x.context_id = c.context_id",
            row => Lines.Claim(Text(row, 0), Hex(row, 1), Text(row, 2), Number(row, 3)));
        await Add(
            lines,
            "SELECT qualified, revision, config, mode, live_versions, versions FROM {0}subjects",
            row => Lines.Subject(
                Text(row, 0), Number(row, 1), StoreJson.ReadConfig(Optional(row, 2)), Optional(row, 3), Number(row, 4), Number(row, 5)));
        await Add(
            lines,
            """
            SELECT s.qualified, v.version, x.name, v.id, v.deleted, v.created_at
            FROM {0}versions v JOIN {0}subjects s ON s.subject_id = v.subject_id JOIN {0}contexts x ON x.context_id = v.context_id
            """,
            row => Lines.Version(Text(row, 0), Number(row, 1), Text(row, 2), Number(row, 3), Flag(row, 4), Number(row, 5)));
        await Add(
            lines,
            """
            SELECT s.qualified, r.version, t.qualified, r.target_version FROM {0}version_references r
            JOIN {0}subjects s ON s.subject_id = r.subject_id JOIN {0}subjects t ON t.subject_id = r.target_subject_id
            """,
            row => Lines.Reference(Text(row, 0), Number(row, 1), Text(row, 2), Number(row, 3)));
        await Add(lines, "SELECT name, revision, config, mode FROM {0}scopes", row =>
            Lines.Scope(Text(row, 0), Number(row, 1), StoreJson.ReadConfig(Optional(row, 2)), Optional(row, 3)));
        return lines;
    }

    public async Task<List<LoggedChange>> ReadLog()
    {
        var log = new List<LoggedChange>();
        await ForEach(
            """
            SELECT entry_id, region, context, subject, revision, kind, payload, actor, request_id, at
            FROM {0}changes ORDER BY entry_id
            """,
            row => log.Add(new LoggedChange(
                Number(row, 0), Text(row, 1), new SubjectName(Text(row, 2), Text(row, 3)), Number(row, 4), (ChangeKind)Number(row, 5),
                Text(row, 6), Text(row, 7), Guid.Parse(Text(row, 8)), Number(row, 9))));
        return log;
    }

    private Task Add(SortedSet<string> lines, string sql, Func<DbDataReader, string?> line) => ForEach(sql, row =>
    {
        if (line(row) is { } text)
        {
            Assert.True(lines.Add(text), text);
        }
    });

    private async Task ForEach(string sql, Action<DbDataReader> read)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class.
        command.CommandText = string.Format(CultureInfo.InvariantCulture, sql, prefix);
#pragma warning restore CA2100
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync())
        {
            read(row);
        }
    }

    private static string Text(DbDataReader row, int column) => Convert.ToString(row.GetValue(column), CultureInfo.InvariantCulture)!;

    private static string? Optional(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static long Number(DbDataReader row, int column) => Convert.ToInt64(row.GetValue(column), CultureInfo.InvariantCulture);

    private static bool Flag(DbDataReader row, int column) => Number(row, column) != 0;

    private static string Hex(DbDataReader row, int column) => Convert.ToHexStringLower((byte[])row.GetValue(column));
}

using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Postgres.Catalog;

#pragma warning disable CA2100 // Every text is put together from constants of this class; values travel as parameters.

/// <summary>One page of each list of <see cref="ICatalog"/>. Names are in the order of their code points (collation C).</summary>
internal static class CatalogQueries
{
    public static NpgsqlCommand Subjects(KeyRange range, ListFilter filter, ListedSubject? last) =>
        InRange(
            new NpgsqlCommand(
                $"""
                SELECT s.qualified, s.revision, s.live_versions, s.versions FROM registry.subjects s
                WHERE {Range("s.qualified", range.To)} AND starts_with(s.name, $4) AND {CatalogPlace.HasItems(CatalogItem.Subject, filter.Deleted)}
                ORDER BY left(s.qualified, 500), s.qualified LIMIT {PageSize.Rows}
                """),
            range,
            after: last?.Subject ?? filter.After?.Subject);

    public static NpgsqlCommand Modes(KeyRange range, ListedSubject? last) =>
        InRange(
            new NpgsqlCommand(
                $"""
                SELECT s.qualified, s.revision, s.live_versions, s.versions FROM registry.subjects s
                WHERE {Range("s.qualified", range.To)} AND starts_with(s.name, $4) AND s.mode IS NOT NULL
                ORDER BY left(s.qualified, 500), s.qualified LIMIT {PageSize.Rows}
                """),
            range,
            after: last?.Subject);

    public static NpgsqlCommand Versions(KeyRange range, ListFilter filter, ListedVersion? last) =>
        InRange(
            new NpgsqlCommand(
                $"""
                SELECT s.qualified, v.version, v.id, c.sha256, v.deleted, v.created_at, c.guid, v.context_id,
                  octet_length(c.text) + octet_length(concat(c.refs, c.metadata, c.rules))
                FROM registry.subjects s
                CROSS JOIN LATERAL (
                  SELECT * FROM registry.versions w
                  WHERE w.subject_id = s.subject_id AND {Shown("w", filter.Deleted)} AND (s.qualified > $2 OR $2 IS NULL OR w.version > $5)
                  {(filter.LatestOnly ? "ORDER BY w.version DESC LIMIT 1" : "")}) v
                JOIN registry.schemas c ON c.context_id = v.context_id AND c.id = v.id
                WHERE {Range("s.qualified", range.To, orAt: true)} AND starts_with(s.name, $4) AND s.versions > 0
                ORDER BY left(s.qualified, 500), s.qualified, v.version LIMIT {PageSize.Rows}
                """),
            range,
            after: last?.Subject.ToString() ?? filter.After?.Subject)
            .Number(filter.LatestOnly ? int.MaxValue : last?.Row.Version ?? (filter.After is { Version: > 0 and var version } ? version : int.MaxValue));

    /// <summary>
    /// The last of so many items of a list, by the number of versions that each subject bears; one row always, with the
    /// number of all items when they are fewer.
    /// </summary>
    public static NpgsqlCommand Place(KeyRange range, DeletedView deleted, CatalogItem item, int count)
    {
        var held = CatalogPlace.ItemsOf(item, deleted);
        var listed = $"""
            FROM registry.subjects s
            WHERE {Range("s.qualified", range.To)} AND starts_with(s.name, $4) AND {CatalogPlace.HasItems(item, deleted)}
            """;
        var version = item != CatalogItem.Version ? "0" : $"""
            (SELECT v.version FROM registry.versions v WHERE v.subject_id = p.subject_id AND {Shown("v", deleted)}
             ORDER BY v.version LIMIT 1 OFFSET $5 - (p.up_to - p.held) - 1)
            """;
        return InRange(
            new NpgsqlCommand(
                $"""
                WITH place AS (
                  SELECT x.* FROM (
                    SELECT s.subject_id, s.qualified, {held} AS held, sum({held}) OVER (
                      ORDER BY left(s.qualified, 500), s.qualified ROWS UNBOUNDED PRECEDING) AS up_to
                    {listed}) x
                  WHERE x.up_to >= $5 ORDER BY left(x.qualified, 500), x.qualified LIMIT 1)
                SELECT p.qualified, {version}, 0 FROM place p
                UNION ALL
                SELECT NULL, 0, (SELECT coalesce(sum({held}), 0)::integer {listed}) WHERE NOT EXISTS (SELECT FROM place)
                """),
            range,
            after: null)
            .Number(count);
    }

    /// <summary>The contents of a batch, each once.</summary>
    public static NpgsqlCommand Contents(List<ListedVersion> batch)
    {
        var keys = batch.Select(version => version.ContentKey).Distinct().ToArray();
        return new NpgsqlCommand(
            """
            SELECT c.context_id, c.id, c.type, c.text, c.refs, c.metadata, c.rules
            FROM unnest($1, $2) AS k (context_id, id)
            JOIN registry.schemas c ON c.context_id = k.context_id AND c.id = k.id
            WHERE c.text IS NOT NULL
            """)
            .Numbers([.. keys.Select(key => key.ContextId)])
            .Numbers([.. keys.Select(key => key.Id)]);
    }

    public static NpgsqlCommand Contexts(string prefix, string? last)
    {
        var range = KeyRange.OfPrefix(prefix);
        return InRange(
            new NpgsqlCommand(
                $"""
                SELECT x.name FROM (
                  SELECT c.name FROM registry.contexts c WHERE c.established AND c.name <> '{SubjectName.DefaultContext}'
                  UNION ALL SELECT '{SubjectName.DefaultContext}' COLLATE "C") x
                WHERE {Range("x.name", range.To)} AND starts_with(x.name, $4)
                ORDER BY left(x.name, 500), x.name LIMIT {PageSize.Rows}
                """),
            range,
            after: last);
    }

    public static NpgsqlCommand Referrers(SubjectName subject, int version, Referrer? last) =>
        new NpgsqlCommand(
            $"""
            SELECT x.name, v.id, s.qualified, v.version, v.deleted
            FROM registry.subjects t
            JOIN registry.version_references r ON r.target_subject_id = t.subject_id AND r.target_version = $2
            JOIN registry.versions v ON v.subject_id = r.subject_id AND v.version = r.version
            JOIN registry.subjects s ON s.subject_id = v.subject_id
            JOIN registry.contexts x ON x.context_id = v.context_id
            WHERE t.key = $1 AND ($3 IS NULL OR (x.name, v.id, s.qualified, v.version) > ($3, $4, $5, $6))
            ORDER BY x.name, v.id, s.qualified, v.version LIMIT {PageSize.Rows}
            """)
            .Bytes(NameKey.Of(subject.ToString()))
            .Number(version)
            .Text(last is null ? null : SubjectName.Parse(last.Subject).Context)
            .Number(last?.Id)
            .Text(last?.Subject)
            .Number(last?.Version);

    public static NpgsqlCommand Aliases(SubjectAlias? last) =>
        new NpgsqlCommand(
            $"""
            SELECT s.qualified, s.config ->> 'alias' FROM registry.subjects s
            WHERE s.config ->> 'alias' IS NOT NULL AND left(s.qualified, 500) >= left(coalesce($1, ''), 500)
              AND ($1 IS NULL OR s.qualified > $1)
            ORDER BY left(s.qualified, 500), s.qualified LIMIT {PageSize.Rows}
            """)
            .Text(last?.Alias);

    public static NpgsqlCommand ContextsOf(string localName) =>
        new NpgsqlCommand(
            """
            SELECT x.name FROM registry.subjects s JOIN registry.contexts x ON x.context_id = s.context_id
            WHERE s.name = $1 AND s.versions > 0 ORDER BY x.name
            """)
            .Text(localName);

    public static NpgsqlCommand ContextOfVersion(string localName, int version, bool includeDeleted) =>
        new NpgsqlCommand(
            """
            SELECT x.name FROM registry.subjects s JOIN registry.contexts x ON x.context_id = s.context_id
            WHERE s.name = $1 AND x.name <> '.' AND CASE
              WHEN $2 = -1 THEN s.live_versions > 0
              ELSE EXISTS (SELECT FROM registry.versions v WHERE v.subject_id = s.subject_id AND v.version = $2 AND ($3 OR NOT v.deleted)) END
            ORDER BY x.name LIMIT 1
            """)
            .Text(localName)
            .Number(version)
            .Flag(includeDeleted);

    public static NpgsqlCommand ContextOfId(string localName, int id) =>
        new NpgsqlCommand(
            """
            SELECT x.name FROM registry.subjects s JOIN registry.contexts x ON x.context_id = s.context_id
            WHERE s.name = $1 AND x.name <> '.' AND EXISTS (
              SELECT FROM registry.versions v WHERE v.context_id = s.context_id AND v.id = $2 AND v.subject_id = s.subject_id)
            ORDER BY x.name LIMIT 1
            """)
            .Text(localName)
            .Number(id);

    public static ListedSubject ReadSubject(NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3));

    public static ListedVersion ReadVersion(NpgsqlDataReader row) =>
        new(row.Subject(0), row.Version(1), row.GetGuid(6), row.GetInt32(7), row.IsDBNull(8) ? 0 : row.GetInt32(8));

    public static CatalogPlace ReadPlace(NpgsqlDataReader row) =>
        row.IsDBNull(0) ? new CatalogPlace(null, 0, row.GetInt32(2)) : new CatalogPlace(row.Subject(0), row.GetInt32(1), 0);

    public static Referrer ReadReferrer(NpgsqlDataReader row) =>
        new(row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetBoolean(4));

    public static ((int ContextId, int Id) Key, SchemaContent Content) ReadContent(NpgsqlDataReader row) =>
        ((row.GetInt32(0), row.GetInt32(1)), row.Content(2));

    /// <summary>$1 from, $2 start after, $3 to, $4 name prefix. An index on the first 500 characters walks the range.</summary>
    private static string Range(string name, string? to, bool orAt = false) =>
        $"left({name}, 500) >= left(greatest($1 COLLATE \"C\", $2), 500) AND {name} >= $1 "
        + $"AND ($2 IS NULL OR {name} {(orAt ? ">=" : ">")} $2) AND "
        + (to is null ? "$3 IS NULL" : $"left({name}, 500) <= left($3, 500) AND {name} < $3");

    private static NpgsqlCommand InRange(NpgsqlCommand command, KeyRange range, string? after) =>
        command.Text(range.From).Text(after).Text(range.To).Text(range.NamePrefix);

    private static string Shown(string version, DeletedView deleted) => deleted switch
    {
        DeletedView.Hide => $"NOT {version}.deleted",
        DeletedView.Show => "TRUE",
        _ => $"{version}.deleted",
    };
}

using Microsoft.Data.Sqlite;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Sqlite.Catalog;

/// <summary>One page of each list of <see cref="ICatalog"/>.</summary>
internal static class CatalogPages
{
    /// <summary>$1 from, $2 to, $3 name prefix, $4 start after this qualified name.</summary>
    internal const string InRange =
        """
        s.qualified >= max($1, coalesce($4, '')) AND ($2 IS NULL OR s.qualified < $2) AND substr(s.name, 1, length($3)) = $3
        """;

    public static List<ListedSubject> Subjects(SqliteSession db, KeyRange range, ListFilter filter, ListedSubject? last) =>
        ReadAll(
            db.Query(
                $"""
                SELECT s.qualified, s.revision, s.live_versions, s.versions FROM subjects s
                WHERE {InRange} AND ($4 IS NULL OR s.qualified > $4) AND {CatalogPlace.HasItems(CatalogItem.Subject, filter.Deleted)}
                ORDER BY s.qualified LIMIT $5
                """,
                range.From,
                range.To,
                range.NamePrefix,
                last?.Subject ?? filter.After?.Subject,
                PageSize.Rows),
            static row => new ListedSubject(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3)));

    public static List<ListedSubject> Modes(SqliteSession db, KeyRange range, ListedSubject? last) =>
        ReadAll(
            db.Query(
                $"""
                SELECT s.qualified, s.revision, s.live_versions, s.versions FROM subjects s
                WHERE {InRange} AND ($4 IS NULL OR s.qualified > $4) AND s.mode IS NOT NULL
                ORDER BY s.qualified LIMIT $5
                """,
                range.From,
                range.To,
                range.NamePrefix,
                last?.Subject,
                PageSize.Rows),
            static row => new ListedSubject(row.GetString(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3)));

    public static List<ListedVersion> Versions(
        SqliteSession db, KeyRange range, ListFilter filter, ListedVersion? last) =>
        ReadAll(
            db.Query(
                $"""
                SELECT s.qualified, v.version, v.id, c.sha256, v.deleted, v.created_at, c.guid, v.context_id,
                       octet_length(c.text) + octet_length(coalesce(c.refs, '') || coalesce(c.metadata, '') || coalesce(c.rules, ''))
                FROM subjects s
                JOIN versions v ON v.subject_id = s.subject_id
                JOIN schemas c ON c.context_id = v.context_id AND c.id = v.id
                WHERE {InRange} AND ($4 IS NULL OR s.qualified > $4 OR v.version > $5) AND {Shown("v", filter.Deleted)}
                  AND (NOT $6 OR v.version = (SELECT max(l.version) FROM versions l
                                              WHERE l.subject_id = s.subject_id AND {Shown("l", filter.Deleted)}))
                ORDER BY s.qualified, v.version LIMIT $7
                """,
                range.From,
                range.To,
                range.NamePrefix,
                last?.Subject.ToString() ?? filter.After?.Subject,
                last?.Row.Version ?? (filter.After is { Version: > 0 and var version } ? version : int.MaxValue),
                filter.LatestOnly,
                PageSize.Rows),
            static row => new ListedVersion(
                row.Subject(0),
                new VersionRow(row.GetInt32(1), row.GetInt32(2), row.Hash(3), row.GetBoolean(4), row.GetInt64(5)),
                Guid.Parse(row.GetString(6)),
                row.GetInt32(7),
                row.GetInt64(8)));

    /// <summary>Loads each content of a batch once; a version whose content has gone meanwhile is left out.</summary>
    public static List<SubjectSchema> WithContents(SqliteSession db, List<ListedVersion> batch)
    {
        var contents = new Dictionary<(int, int), SchemaContent?>();
        var versions = new List<SubjectSchema>(batch.Count);
        foreach (var version in batch)
        {
            if (!contents.TryGetValue(version.ContentKey, out var content))
            {
                contents.Add(version.ContentKey, content = Content(db, version));
            }

            if (content is not null)
            {
                versions.Add(version.With(content));
            }
        }

        return versions;
    }

    public static List<string> Contexts(SqliteSession db, string prefix, string? last)
    {
        var range = KeyRange.OfPrefix(prefix);
        return ReadAll(
            db.Query(
                """
                SELECT name FROM (SELECT name FROM contexts WHERE established UNION SELECT '.')
                WHERE name >= $1 AND ($2 IS NULL OR name < $2) AND ($3 IS NULL OR name > $3)
                ORDER BY name LIMIT $4
                """,
                range.From,
                range.To,
                last,
                PageSize.Rows),
            static row => row.GetString(0));
    }

    public static List<Referrer> Referrers(SqliteSession db, SubjectName subject, int version, Referrer? last) =>
        ReadAll(
            db.Query(
                """
                SELECT x.name, v.id, s.qualified, v.version, v.deleted
                FROM subjects t
                JOIN version_references r ON r.target_subject_id = t.subject_id AND r.target_version = $2
                JOIN versions v ON v.subject_id = r.subject_id AND v.version = r.version
                JOIN subjects s ON s.subject_id = v.subject_id
                JOIN contexts x ON x.context_id = v.context_id
                WHERE t.qualified = $1 AND ($3 IS NULL OR (x.name, v.id, s.qualified, v.version) > ($3, $4, $5, $6))
                ORDER BY x.name, v.id, s.qualified, v.version LIMIT $7
                """,
                subject.ToString(),
                version,
                last is null ? null : SubjectName.Parse(last.Subject).Context,
                last?.Id,
                last?.Subject,
                last?.Version,
                PageSize.Rows),
            static row => new Referrer(row.GetInt32(1), row.GetString(2), row.GetInt32(3), row.GetBoolean(4)));

    public static List<SubjectAlias> Aliases(SqliteSession db, SubjectAlias? last) =>
        ReadAll(
            db.Query(
                """
                SELECT qualified, json_extract(config, '$.alias') FROM subjects
                WHERE json_extract(config, '$.alias') IS NOT NULL AND ($1 IS NULL OR qualified > $1)
                ORDER BY qualified LIMIT $2
                """,
                last?.Alias,
                PageSize.Rows),
            Rows.Alias);

    public static IReadOnlyList<string> ContextsOf(SqliteSession db, string localName) =>
        ReadAll(
            db.Query(
                """
                SELECT x.name FROM subjects s JOIN contexts x ON x.context_id = s.context_id
                WHERE s.name = $1 AND s.versions > 0 ORDER BY x.name
                """,
                localName),
            static row => row.GetString(0));

    private static SchemaContent? Content(SqliteSession db, ListedVersion version)
    {
        using var row = db.Query(
            "SELECT type, text, refs, metadata, rules FROM schemas WHERE context_id = $1 AND id = $2 AND text IS NOT NULL",
            version.ContextId,
            version.Row.Id);
        return row.Read() ? row.Content(0) : null;
    }

    internal static string Shown(string version, DeletedView deleted) => deleted switch
    {
        DeletedView.Hide => $"NOT {version}.deleted",
        DeletedView.Show => "TRUE",
        _ => $"{version}.deleted",
    };

    private static List<T> ReadAll<T>(SqliteDataReader rows, Func<SqliteDataReader, T> read)
    {
        using (rows)
        {
            var page = new List<T>();
            while (rows.Read())
            {
                page.Add(read(rows));
            }

            return page;
        }
    }
}

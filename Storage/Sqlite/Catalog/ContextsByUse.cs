using Microsoft.Data.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Catalog;

/// <summary>The first context but the default one whose subject of a local name has something.</summary>
internal static class ContextsByUse
{
    public static string? OfVersion(SqliteSession db, string localName, int version, bool includeDeleted)
    {
        using var row = db.Query(
            """
            SELECT x.name FROM subjects s JOIN contexts x ON x.context_id = s.context_id
            WHERE s.name = $1 AND x.name <> '.' AND CASE
              WHEN $2 = -1 THEN s.live_versions > 0
              ELSE EXISTS (SELECT 1 FROM versions v WHERE v.subject_id = s.subject_id AND v.version = $2 AND ($3 OR NOT v.deleted)) END
            ORDER BY x.name LIMIT 1
            """,
            localName,
            version,
            includeDeleted);
        return First(row);
    }

    public static string? OfId(SqliteSession db, string localName, int id)
    {
        using var row = db.Query(
            """
            SELECT x.name FROM subjects s JOIN contexts x ON x.context_id = s.context_id
            WHERE s.name = $1 AND x.name <> '.' AND EXISTS (
              SELECT 1 FROM versions v WHERE v.context_id = s.context_id AND v.id = $2 AND v.subject_id = s.subject_id)
            ORDER BY x.name LIMIT 1
            """,
            localName,
            id);
        return First(row);
    }

    private static string? First(SqliteDataReader row) => row.Read() ? row.GetString(0) : null;
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage.Catalog;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Catalog;

/// <summary>Finds the place behind the first items of a list by the number of versions that each subject bears.</summary>
internal static class CatalogPlaces
{
    /// <param name="db">The database.</param>
    /// <param name="range">Where the list runs.</param>
    /// <param name="deleted">What it shows.</param>
    /// <param name="item">What it lists.</param>
    /// <param name="count">How many; at least 1.</param>
    public static CatalogPlace Find(SqliteSession db, KeyRange range, DeletedView deleted, CatalogItem item, int count)
    {
        using var subjects = db.Query(
            $"""
            SELECT s.subject_id, s.qualified, {CatalogPlace.ItemsOf(item, deleted)} FROM subjects s
            WHERE {CatalogPages.InRange} AND {CatalogPlace.HasItems(item, deleted)} ORDER BY s.qualified
            """,
            range.From,
            range.To,
            range.NamePrefix,
            null);
        var left = count;
        while (subjects.Read())
        {
            var held = subjects.GetInt32(2);
            if (held >= left)
            {
                return new CatalogPlace(subjects.Subject(1), item == CatalogItem.Version ? Version(db, subjects.GetInt64(0), deleted, left) : 0, 0);
            }

            left -= held;
        }

        return new CatalogPlace(null, 0, count - left);
    }

    private static int Version(SqliteSession db, long subject, DeletedView deleted, int number)
    {
        using var versions = db.Query(
            $"""
            SELECT v.version FROM versions v WHERE v.subject_id = $1 AND {CatalogPages.Shown("v", deleted)}
            ORDER BY v.version LIMIT 1 OFFSET $2
            """,
            subject,
            number - 1);
        return versions.Read() ? versions.GetInt32(0) : 0;
    }
}

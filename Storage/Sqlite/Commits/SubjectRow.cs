using SchemaRegistry.Model;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>The row that fences a subject: every change moves its revision.</summary>
internal sealed record SubjectRow(long SubjectId, long Revision, int LiveVersions, int Versions)
{
    public static SubjectRow? Find(SqliteSession db, SubjectName subject)
    {
        using var row = db.Query(
            "SELECT subject_id, revision, live_versions, versions FROM subjects WHERE qualified = $1", subject.ToString());
        return row.Read() ? new SubjectRow(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), row.GetInt32(3)) : null;
    }

    public static SubjectRow Create(SqliteSession db, SubjectName subject)
    {
        db.Execute(
            "INSERT INTO subjects (context_id, name, qualified, revision, live_versions, versions) VALUES ($1, $2, $3, 0, 0, 0)",
            Contexts.FindOrCreate(db, subject.Context),
            subject.Name,
            subject.ToString());
        return Find(db, subject)!;
    }

    /// <summary>Moves the revision and counts the versions again.</summary>
    public long Move(SqliteSession db)
    {
        db.Execute(
            """
            UPDATE subjects SET
              revision = revision + 1,
              live_versions = (SELECT count(*) FROM versions WHERE subject_id = $1 AND NOT deleted),
              versions = (SELECT count(*) FROM versions WHERE subject_id = $1)
            WHERE subject_id = $1
            """,
            SubjectId);
        return Revision + 1;
    }
}

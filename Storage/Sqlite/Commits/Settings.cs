using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>The settings a decision relied on.</summary>
internal static class Settings
{
    public static bool AreStill(SqliteSession db, SettingsRevisions expected, string context) =>
        ScopeRevision(db, context) == expected.Context && ScopeRevision(db, SubjectName.GlobalContext) == expected.Global;

    public static long ScopeRevision(SqliteSession db, string scope) =>
        db.Number("SELECT revision FROM scopes WHERE name = $1", scope) ?? 0;
}

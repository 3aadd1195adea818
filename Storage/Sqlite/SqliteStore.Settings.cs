using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Sqlite;

public sealed partial class SqliteStore
{
    public Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken) =>
        Read(db =>
        {
            using var row = db.Query("SELECT revision, config, mode FROM scopes WHERE name = $1", scope);
            return row.Read()
                ? new ScopeSettings(scope, row.GetInt64(0), row.Config(1), row.Mode(2))
                : new ScopeSettings(scope, 0, null, null);
        });

    public Task<CommitResult> Commit(ReplaceScopeSettings change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => SettingsCommit.Commit(db, stamp, change), change.Origin, cancellationToken);

    public Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken) =>
        Commit((db, stamp) => ContextDeletion.Commit(db, stamp, change), change.Origin, cancellationToken);
}

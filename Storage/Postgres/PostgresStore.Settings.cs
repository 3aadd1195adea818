using Npgsql;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Postgres;

public sealed partial class PostgresStore
{
    public Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken) => ReadOne(
        new NpgsqlCommand("SELECT revision, config, mode FROM registry.scopes WHERE key = $1").Bytes(NameKey.Of(scope)),
        row => new ScopeSettings(scope, row.GetInt64(0), row.Config(1), row.Mode(2)),
        otherwise: new ScopeSettings(scope, 0, null, null),
        cancellationToken);

    public Task<CommitResult> Commit(ReplaceScopeSettings change, CancellationToken cancellationToken) =>
        Commit(() => CommitCalls.Of(change, _options.Region), CommitOutcomes.Read, cancellationToken);

    public Task<CommitResult> Commit(DeleteContext change, CancellationToken cancellationToken) =>
        Commit(() => CommitCalls.Of(change, _options.Region), CommitOutcomes.Read, cancellationToken);
}

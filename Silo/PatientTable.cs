using System.Data.Common;
using Polly;
using Polly.Retry;
using SchemaRegistry.Clustering.Kubernetes;
using SchemaRegistry.Model;

namespace SchemaRegistry.Silo;

/// <summary>
/// The table of cluster members in the database, which a silo that starts waits for when the database is slow to answer, as it
/// does for its other tables. Once it has been read Orleans itself tries again.
/// </summary>
internal sealed partial class PatientTable(IMembershipTable table, IHostApplicationLifetime lifetime, ILogger<PatientTable> logger)
    : ICancellableMembershipTable
{
    private volatile bool _wasRead;

    public Task InitializeMembershipTableAsync(bool tryInitTableVersion, CancellationToken cancellationToken) => UntilAnswered(
        async token =>
        {
            await table.InitializeMembershipTableAsync(tryInitTableVersion, token);
            return true;
        },
        cancellationToken);

    public async Task<MembershipTableData> ReadAllAsync(CancellationToken cancellationToken)
    {
        if (_wasRead)
        {
            return await table.ReadAllAsync(cancellationToken);
        }

        var read = await UntilAnswered(table.ReadAllAsync, cancellationToken);
        _wasRead = true;
        return read;
    }

    public Task<MembershipTableData> ReadRowAsync(SiloAddress key, CancellationToken cancellationToken) =>
        table.ReadRowAsync(key, cancellationToken);

    public Task<bool> InsertRowAsync(MembershipEntry entry, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.InsertRowAsync(entry, tableVersion, cancellationToken);

    public Task<bool> UpdateRowAsync(
        MembershipEntry entry, string etag, TableVersion tableVersion, CancellationToken cancellationToken) =>
        table.UpdateRowAsync(entry, etag, tableVersion, cancellationToken);

    public Task UpdateIAmAliveAsync(MembershipEntry entry, CancellationToken cancellationToken) =>
        table.UpdateIAmAliveAsync(entry, cancellationToken);

    public Task CleanupDefunctSiloEntriesAsync(DateTimeOffset beforeDate, CancellationToken cancellationToken) =>
        table.CleanupDefunctSiloEntriesAsync(beforeDate, cancellationToken);

    public Task DeleteMembershipTableEntriesAsync(string clusterId, CancellationToken cancellationToken) =>
        table.DeleteMembershipTableEntriesAsync(clusterId, cancellationToken);

    private async Task<T> UntilAnswered<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        return await new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<DbException>().Handle<TimeoutException>(),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                OnRetry = retry =>
                {
                    LogWaiting(FaultReason.Of(retry.Outcome.Exception!));
                    return default;
                },
            })
            .Build()
            .ExecuteAsync(async token => await ask(token), stop.Token);
    }

    [LoggerMessage(208, LogLevel.Warning, "Waiting for the table of the cluster's members: {Reason}")]
    private partial void LogWaiting(string reason);
}

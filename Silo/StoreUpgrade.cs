using Polly;
using Polly.Retry;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Silo;

/// <summary>
/// Brings the store's tables up to date before anything else starts, or waits for the process that does. Waits for a store that
/// cannot be reached yet, and not for one that waiting does not help.
/// </summary>
internal sealed partial class StoreUpgrade(IRegistryStore store, bool migrates, ILogger logger)
{
    public static Task Run(IServiceProvider services, SiloConfiguration configuration) => new StoreUpgrade(
        services.GetRequiredService<IRegistryStore>(),
        configuration.DatabaseMigrate || configuration.Role == ProcessRole.Migrate,
        services.GetRequiredService<ILogger<StoreUpgrade>>())
        .Run(services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);

    private async Task Run(CancellationToken cancellationToken)
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(static fault => fault is not StoreUnusableException),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                OnRetry = retry =>
                {
                    LogWaiting(retry.Outcome.Exception!.Message);
                    return default;
                },
            })
            .Build();
        await pipeline.ExecuteAsync(async token => await (migrates ? store.Migrate(token) : Check(token)), cancellationToken);
    }

    private async Task Check(CancellationToken cancellationToken)
    {
        if (!await store.IsMigrated(cancellationToken))
        {
            throw new StoreUnavailableException("its tables are not up to date; run a process with ROLE=migrate");
        }
    }

    [LoggerMessage(202, LogLevel.Warning, "Waiting for the store: {Reason}")]
    private partial void LogWaiting(string reason);
}

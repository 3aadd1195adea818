using Polly;
using Polly.Retry;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Silo;

/// <summary>Brings the store's tables up to date before anything else starts; waits for a store that is not there yet.</summary>
internal sealed partial class StoreUpgrade(IRegistryStore store, IHostApplicationLifetime lifetime, ILogger<StoreUpgrade> logger)
{
    public async Task Run()
    {
        var pipeline = new ResiliencePipelineBuilder()
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<StoreUnavailableException>(),
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
        await pipeline.ExecuteAsync(
            async token => await store.Migrate(token), lifetime.ApplicationStopping);
    }

    [LoggerMessage(202, LogLevel.Warning, "Waiting for the store: {Reason}")]
    private partial void LogWaiting(string reason);
}

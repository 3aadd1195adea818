namespace SchemaRegistry.Silo;

/// <summary>Looks for the cluster once a second until it is there or this process stops.</summary>
internal sealed partial class UntilConnected(
    IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<UntilConnected> logger) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        LogWaiting(exception.Message);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        await Task.Delay(Pause, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !stop.IsCancellationRequested;
    }

    [LoggerMessage(203, LogLevel.Warning, "Waiting for the cluster: {Reason}")]
    private partial void LogWaiting(string reason);
}

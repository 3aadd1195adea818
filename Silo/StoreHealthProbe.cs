using SchemaRegistry.Storage;

namespace SchemaRegistry.Silo;

/// <summary>Pings the store every second, so that its loss is known before a request fails.</summary>
internal sealed partial class StoreHealthProbe(IRegistryStore store, TimeProvider clock, ILogger<StoreHealthProbe> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>As of the last ping.</summary>
    public bool IsReachable { get; private set; }

    /// <summary>Whether the store was ever reached since start.</summary>
    public bool WasReached { get; private set; }

    /// <summary>Whether it was found to be so that waiting does not help.</summary>
    public bool IsDamaged { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            do
            {
                await Probe(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (Exception fault) when (stoppingToken.IsCancellationRequested || fault is ObjectDisposedException)
        {
            // The process stops, or its start was refused, which stops nothing; the store may be gone before the ping is back.
            IsReachable = false;
        }
    }

    private async Task Probe(CancellationToken cancellationToken)
    {
        try
        {
            await store.Ping(cancellationToken);
            if (WasReached && !IsReachable)
            {
                LogFound();
            }

            IsReachable = WasReached = true;
        }
        catch (StoreUnavailableException fault)
        {
            // Damage is told though the loss was: nobody has to act on that by itself.
            var isDamaged = fault is StoreUnusableException;
            if (IsReachable || (isDamaged && !IsDamaged))
            {
                LogLost(fault.Message);
            }

            (IsReachable, IsDamaged) = (false, isDamaged);
        }
    }

    [LoggerMessage(201, LogLevel.Error, "The store cannot be used: {Reason}")]
    private partial void LogLost(string reason);

    [LoggerMessage(206, LogLevel.Information, "The store can be used again")]
    private partial void LogFound();
}

using System.Globalization;

namespace SchemaRegistry.Silo;

/// <summary>Says when the machine's clock was set: what is told of times since is off by as much, and nothing else.</summary>
internal sealed partial class ClockWatch(SteadyClock steady, TimeProvider clock, ILogger<ClockWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            var agreed = true;
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (agreed && !steady.Agrees)
                {
                    LogSet(steady.Drift.TotalSeconds.ToString("+0;-0", CultureInfo.InvariantCulture));
                }

                agreed = steady.Agrees;
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops.
        }
    }

    [LoggerMessage(207, LogLevel.Warning, "The clock of this machine was set by {Seconds} s; idle subjects go by the time that has passed")]
    private partial void LogSet(string seconds);
}

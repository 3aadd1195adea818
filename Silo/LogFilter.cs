using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Gateway.Hosting;

namespace SchemaRegistry.Silo;

/// <summary>
/// Drops what the frameworks log without there being anything wrong here, and what they log with stacks of a start that is broken off or
/// cannot be made, of which we say why in a line. A rule by category and level would also drop other messages of the same part.
/// </summary>
internal sealed class LogFilter(ILoggerProvider target, Admission admission) : ILoggerProvider
{
    private const string Silo = "Orleans.Runtime.Silo";

    // Orleans warns at every start that server garbage collection is off: it is off on purpose, to use less memory.
    private const int CollectorWarning = 100405;

    public ILogger CreateLogger(string categoryName)
    {
        Func<EventId, Exception?, bool> isIdle = categoryName switch
        {
            Silo => static (id, _) => id.Id == CollectorWarning,
            CallersFaults.Category => CallersFaults.Contain,
            _ => static (_, _) => false,
        };
        return new Filter(
            target.CreateLogger(categoryName),
            (level, id, fault) => ((level >= LogLevel.Error || fault is not null) && IsOfABrokenStart(fault)) || isIdle(id, fault));
    }

    public void Dispose() => target.Dispose();

    // What has begun already finds all that it needs disposed of.
    private bool IsOfABrokenStart(Exception? fault) => admission.IsBrokenOff || (admission.Stage == AdmissionStage.Starting
        && (fault is ObjectDisposedException || (fault is not null && StartFailure.Of(fault) is not null)));

    private sealed class Filter(ILogger target, Func<LogLevel, EventId, Exception?, bool> isDropped) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => target.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => target.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!isDropped(logLevel, eventId, exception))
            {
                target.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

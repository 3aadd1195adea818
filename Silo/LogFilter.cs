using SchemaRegistry.Gateway.Hosting;

namespace SchemaRegistry.Silo;

/// <summary>
/// Drops what the frameworks log without there being anything wrong here. A rule by category and level would also drop other messages
/// of the same part.
/// </summary>
internal sealed class LogFilter(ILoggerProvider target) : ILoggerProvider
{
    private const string Silo = "Orleans.Runtime.Silo";

    // Orleans warns at every start that server garbage collection is off: it is off on purpose, to use less memory.
    private const int CollectorWarning = 100405;

    public ILogger CreateLogger(string categoryName) => categoryName switch
    {
        Silo => new Filter(target.CreateLogger(categoryName), static (id, _) => id.Id == CollectorWarning),
        CallersFaults.Category => new Filter(target.CreateLogger(categoryName), CallersFaults.Contain),
        _ => target.CreateLogger(categoryName),
    };

    public void Dispose() => target.Dispose();

    private sealed class Filter(ILogger target, Func<EventId, Exception?, bool> isDropped) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => target.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => target.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!isDropped(eventId, exception))
            {
                target.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

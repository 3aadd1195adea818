namespace SchemaRegistry.Silo;

/// <summary>
/// Drops Orleans' warning, at every start, that server garbage collection is off: it is off on purpose, to use less memory. A rule by
/// category and level would also drop other warnings of the silo.
/// </summary>
internal sealed class GcWarningFilter(ILoggerProvider target) : ILoggerProvider
{
    private const string Category = "Orleans.Runtime.Silo";
    private const int CollectorWarning = 100405;

    public ILogger CreateLogger(string categoryName) => categoryName == Category
        ? new Filter(target.CreateLogger(categoryName))
        : target.CreateLogger(categoryName);

    public void Dispose() => target.Dispose();

    private sealed class Filter(ILogger target) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => target.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => target.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id != CollectorWarning)
            {
                target.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

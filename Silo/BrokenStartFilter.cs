namespace SchemaRegistry.Silo;

/// <summary>
/// Drops what the frameworks log as faults, with stacks, when a start is broken off because the process was asked to stop: that is none,
/// and we say it in a line.
/// </summary>
internal sealed class BrokenStartFilter(ILoggerProvider target, IServiceProvider services) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Filter(target.CreateLogger(categoryName), services);

    public void Dispose() => target.Dispose();

    private sealed class Filter(ILogger target, IServiceProvider services) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => target.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => target.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Error || !IsBrokenOff())
            {
                target.Log(logLevel, eventId, state, exception, formatter);
            }
        }

        // Asked for late, since the lifetime itself has a logger.
        private bool IsBrokenOff()
        {
            var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
            return lifetime.ApplicationStopping.IsCancellationRequested && !lifetime.ApplicationStarted.IsCancellationRequested;
        }
    }
}

using Microsoft.Extensions.Logging.Console;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

internal static class LoggingServices
{
    // RFC 3339, in UTC.
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddLogging(this WebApplicationBuilder builder, SiloConfiguration configuration)
    {
        builder.Logging.SetMinimumLevel(configuration.LogLevel);

        // The frameworks' routine is noise beside ours, unless somebody asks for it.
        if (configuration.LogLevel == LogLevel.Information)
        {
            foreach (var framework in new[] { "Orleans", "Microsoft", "Polly", "Grpc" })
            {
                builder.Logging.AddFilter(framework, LogLevel.Warning);
            }
        }

        // It compares the first look with a clock that started with the machine, and warns of hours at every start.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // It would make an activity for each request, for nobody; requests are counted by our own metrics.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);

        // Not being ready yet, or any more, is no error; the health service looks every second.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        _ = configuration.LogsJson
            ? builder.Logging.AddJsonConsole(console => (console.UseUtcTimestamp, console.TimestampFormat) = (true, Time))
            : builder.Logging.AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                (console.UseUtcTimestamp, console.TimestampFormat) = (true, $"{Time} ");
            });

        // What they added is the console, which we want by way of ours.
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ConsoleLoggerProvider>();
        builder.Services.AddSingleton<ILoggerProvider>(services => new QuietStart(services.GetRequiredService<ConsoleLoggerProvider>()));
    }
}

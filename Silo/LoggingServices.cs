using Microsoft.Extensions.Logging.Console;
using SchemaRegistry.Gateway.Health;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

internal static class LoggingServices
{
    // RFC 3339, in UTC.
    private const string Time = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static void AddLogging(this WebApplicationBuilder builder, SiloConfiguration configuration)
    {
        builder.Logging.SetMinimumLevel(configuration.LogLevel);

        // The frameworks' routine messages are shown only when LOG_LEVEL asks for more than the default.
        if (configuration.LogLevel == LogLevel.Information)
        {
            foreach (var framework in new[] { "Orleans", "Microsoft", "Polly", "Grpc" })
            {
                builder.Logging.AddFilter(framework, LogLevel.Warning);
            }
        }

        // Its first measurement counts from the start of the machine, so that it warns of a pause of hours at every start.
        builder.Logging.AddFilter("Orleans.Runtime.Watchdog", LogLevel.Error);

        // While it logs, ASP.NET Core makes an activity for each request, which nothing here uses; our own metrics count requests.
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

        // AddJsonConsole and AddSimpleConsole also add the console itself. It is added again below, behind the filters.
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<ConsoleLoggerProvider>();

        // The filter asks it how far this process is.
        builder.Services.AddSingleton<Admission>();
        builder.Services.AddSingleton<ILoggerProvider>(services => new LogFilter(
            services.GetRequiredService<ConsoleLoggerProvider>(), services.GetRequiredService<Admission>()));
    }
}

using System.Net;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Silo;

/// <summary>The first lines of a process: where it listens, and where data lies. Lines of log where all that is written is log.</summary>
internal static partial class StartLines
{
    public static void Write(SiloConfiguration configuration, ILogger logger)
    {
        foreach (var (part, place) in Of(configuration))
        {
            if (configuration.LogsJson)
            {
                LogStart(logger, part, place);
            }
            else
            {
                Console.WriteLine($"{part,-10} {place}");
            }
        }
    }

    /// <summary>The last line of a process that only migrates.</summary>
    public static void WriteDone(SiloConfiguration configuration, ILogger logger)
    {
        if (configuration.LogsJson)
        {
            LogMigrated(logger);
        }
        else
        {
            Console.WriteLine("The tables are up to date");
        }
    }

    private static IEnumerable<(string Part, string Place)> Of(SiloConfiguration configuration)
    {
        var rest = new IPEndPoint(configuration.ServerHost, configuration.ServerPort);
        if (configuration.HasApi)
        {
            yield return ("REST", $"http://{rest}");
            yield return ("gRPC", $"http://{new IPEndPoint(configuration.ServerHost, configuration.GrpcPort)}");
        }
        else
        {
            yield return ("Probes", $"http://{rest}/ready");
        }

        yield return ("Metrics", $"http://{new IPEndPoint(configuration.ServerHost, configuration.MetricsPort)}/metrics");
        if (configuration.HasSilo)
        {
            yield return ("Data", WhereDataLies(configuration));
        }

        var silo = configuration.HasSilo ? $"silo at {configuration.SiloHost}:{configuration.SiloPort}" : "no silo of its own";
        yield return ("Clustering", $"{configuration.Clustering.ToString().ToLowerInvariant()}, {silo}");
    }

    private static string WhereDataLies(SiloConfiguration configuration) =>
        configuration.DatabaseUrl is { } url && PostgresUrl.TryParse(url, out var database, out _)
            ? $"PostgreSQL at {database.Host}"
            : $"SQLite at {Path.GetFullPath(configuration.DatabaseFile)}";

    [LoggerMessage(205, LogLevel.Information, "The tables are up to date")]
    private static partial void LogMigrated(ILogger logger);

    [LoggerMessage(204, LogLevel.Information, "{Part}: {Place}")]
    private static partial void LogStart(ILogger logger, string part, string place);
}

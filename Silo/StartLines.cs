using System.Net;
using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>The first lines of a process: where it listens, and where data lies.</summary>
internal static class StartLines
{
    public static void Write(SiloConfiguration configuration)
    {
        var rest = new IPEndPoint(configuration.ServerHost, configuration.ServerPort);
        Console.WriteLine(configuration.HasApi ? $"REST       http://{rest}" : $"Probes     http://{rest}/ready");
        if (configuration.HasApi)
        {
            Console.WriteLine($"gRPC       http://{new IPEndPoint(configuration.ServerHost, configuration.GrpcPort)}");
        }

        Console.WriteLine($"Metrics    http://{new IPEndPoint(configuration.ServerHost, configuration.MetricsPort)}/metrics");
        if (configuration.HasSilo)
        {
            Console.WriteLine($"Data       {WhereDataLies(configuration)}");
        }

        var place = configuration.HasSilo ? $"silo at {configuration.SiloHost}:{configuration.SiloPort}" : "no silo of its own";
        Console.WriteLine($"Clustering {configuration.Clustering.ToString().ToLowerInvariant()}, {place}");
    }

    private static string WhereDataLies(SiloConfiguration configuration) => configuration.DatabaseUrl is { } url
        ? $"PostgreSQL at {new Uri(url).Host}"
        : $"SQLite at {Path.GetFullPath(configuration.DatabaseFile)}";
}

using System.Net;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Redis;

namespace SchemaRegistry.Silo.Configuration;

/// <summary>Refuses settings that are valid one by one but contradict each other.</summary>
internal static class SettingsValidation
{
    public static void Check(SiloConfiguration configuration, EnvironmentReader reader)
    {
        RefuseOpenPort(configuration, reader);
        RefuseDatabase(configuration, reader);
        RefuseRedis(configuration);
        RefuseLoneRole(configuration, reader);
        RefuseUnknownPod(configuration, reader);
    }

    private static void RefuseOpenPort(SiloConfiguration configuration, EnvironmentReader reader)
    {
        var isOpen = reader.OneOf(Settings.Auth, ("", false), ("none", true));
        if (!IPAddress.IsLoopback(configuration.ServerHost) && !isOpen)
        {
            throw new SettingException(
                $"{Settings.ServerHost.Name}={configuration.ServerHost} can be reached from other machines: set AUTH=none if everyone there may "
                + "read and change every schema.");
        }
    }

    private static void RefuseDatabase(SiloConfiguration configuration, EnvironmentReader reader)
    {
        if (configuration.DatabaseUrl is { } url && !PostgresUrl.TryParse(url, out _, out var error))
        {
            throw new SettingException(error);
        }

        if (configuration.DatabaseUrl is null && NeedsPostgres(configuration) is { } cause)
        {
            throw new SettingException($"{cause.Name}={reader.Text(cause)} needs DATABASE_URL: SQLite serves one process only.");
        }

        if (configuration.DatabaseMinConnections > configuration.DatabaseMaxConnections)
        {
            throw new SettingException(
                $"{Settings.DatabaseMinConnections.Name}={configuration.DatabaseMinConnections} is more than "
                + $"{Settings.DatabaseMaxConnections.Name}={configuration.DatabaseMaxConnections}.");
        }
    }

    private static void RefuseRedis(SiloConfiguration configuration)
    {
        if (configuration.RedisUrl is { } url && !RedisUrl.TryParse(url, out _, out var error))
        {
            throw new SettingException(error);
        }
    }

    // A process with ROLE=gateway stores nothing, so when it also finds its silos through Kubernetes it needs no database.
    private static Setting? NeedsPostgres(SiloConfiguration configuration) => configuration switch
    {
        { Role: ProcessRole.Gateway, Clustering: ClusteringKind.Kubernetes } => null,
        { Role: not ProcessRole.All } => Settings.Role,
        { Clustering: not ClusteringKind.Localhost } => Settings.Clustering,
        { DatabaseMigrate: false } => Settings.DatabaseMigrate,
        _ => null,
    };

    private static void RefuseLoneRole(SiloConfiguration configuration, EnvironmentReader reader)
    {
        if (configuration is { Role: ProcessRole.Silo or ProcessRole.Gateway, Clustering: ClusteringKind.Localhost })
        {
            throw new SettingException(
                $"{Settings.Role.Name}={reader.Text(Settings.Role)} needs {Settings.Clustering.Name}=postgres or "
                + $"{Settings.Clustering.Name}=kubernetes, so that gateways find silos.");
        }
    }

    private static void RefuseUnknownPod(SiloConfiguration configuration, EnvironmentReader reader)
    {
        if (configuration is not { Clustering: ClusteringKind.Kubernetes, Role: not ProcessRole.Migrate })
        {
            return;
        }

        var unknown = PodSettings(configuration).FirstOrDefault(setting => reader.TextOf(setting.Name) is null)
            ?? (configuration.HasSilo && reader.TextOf(Settings.SiloHost.Name) is null && reader.TextOf(Settings.PodIp.Name) is null
                ? Settings.PodIp
                : null);
        if (unknown is not null)
        {
            throw new SettingException(
                $"{Settings.Clustering.Name}={reader.Text(Settings.Clustering)} needs {unknown.Name}, {unknown.Accepts}, from the downward API.");
        }
    }

    private static Setting[] PodSettings(SiloConfiguration configuration) =>
        configuration.HasSilo ? [Settings.PodName, Settings.PodNamespace] : [Settings.PodNamespace];
}

using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Postgres;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Redis;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;

namespace SchemaRegistry.Silo;

internal static class StoreServices
{
    /// <summary>PostgreSQL when a URL is given, else SQLite in a file; Redis beside it when there is one.</summary>
    public static void AddStore(this IServiceCollection services, SiloConfiguration configuration)
    {
        if (configuration.RedisUrl is { } redis && RedisUrl.TryParse(redis, out var options, out _))
        {
            services.AddSingleton<ISharedCache>(provider =>
                new RedisCache(options, provider.GetRequiredService<ILogger<RedisCache>>()));
        }

        services.AddSingleton<PostgresEvents>();
        services.AddSingleton<IRegistryStore>(provider => configuration.DatabaseUrl is { } url
            ? new PostgresStore(
                new PostgresStoreOptions(url, configuration.DatabaseMaxConnections, configuration.DatabaseMinConnections, configuration.Region),
                provider.GetRequiredService<PostgresEvents>())
            : new SqliteStore(
                new SqliteStoreOptions(configuration.DatabaseFile, configuration.Region),
                provider.GetRequiredService<TimeProvider>()));
    }
}

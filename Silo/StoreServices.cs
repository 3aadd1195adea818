using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Sqlite;

namespace SchemaRegistry.Silo;

internal static class StoreServices
{
    public static void AddStore(this IServiceCollection services, SiloConfiguration configuration) =>
        services.AddSingleton<IRegistryStore>(provider => new SqliteStore(
            new SqliteStoreOptions(configuration.DatabaseFile, configuration.Region), provider.GetRequiredService<TimeProvider>()));
}

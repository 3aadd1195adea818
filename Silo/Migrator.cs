using SchemaRegistry.Silo.Configuration;

namespace SchemaRegistry.Silo;

/// <summary>A process that brings the store's tables up to date and ends.</summary>
internal static class Migrator
{
    public static async Task Run(SiloConfiguration configuration)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddLogging(configuration);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddStore(configuration);
        await using var tools = builder.Build();
        await StoreUpgrade.Run(tools.Services, configuration);
        StartLines.WriteDone(configuration, tools.Logger);
    }
}

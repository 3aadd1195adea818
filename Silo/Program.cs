using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;

try
{
    var configuration = SiloConfiguration.Read(Environment.GetEnvironmentVariable);
    if (configuration.Role == ProcessRole.Migrate)
    {
        await Migrator.Run(configuration);
        return 0;
    }

    return await RegistryHost.Run(configuration);
}
catch (Exception fault) when (StartFailure.Of(fault) is { } line)
{
    await LastLine.Write(LogLevel.Critical, line);
    return 2;
}

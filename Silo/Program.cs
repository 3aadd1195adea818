using Microsoft.AspNetCore.Connections;
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
catch (Exception refusal) when (refusal is SettingException or OrleansConfigurationException)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}
catch (IOException fault) when (fault.InnerException is AddressInUseException)
{
    await Console.Error.WriteLineAsync($"{fault.Message} SERVER_PORT, GRPC_PORT and METRICS_PORT choose others.");
    return 2;
}

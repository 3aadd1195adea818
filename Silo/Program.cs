using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;

SiloConfiguration configuration;
try
{
    configuration = SiloConfiguration.Read(Environment.GetEnvironmentVariable);
}
catch (SettingException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 2;
}

await using var registry = RegistryHost.Build(configuration);
await RegistryHost.Start(registry, configuration);
await registry.WaitForShutdownAsync();
return 0;

using Microsoft.AspNetCore.Connections;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Silo;

/// <summary>What stops a start and is to be mended around this process, in one line that says what.</summary>
internal static class StartFailure
{
    /// <summary>Null for a fault of this program, which ends it with all that is known of it.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        SettingException or OrleansConfigurationException or StoreUnusableException => fault.Message,
        // Taken since the ports were tried.
        IOException { InnerException: AddressInUseException } => fault.Message,
        _ => null,
    };
}

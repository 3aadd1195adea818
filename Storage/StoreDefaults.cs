namespace SchemaRegistry.Storage;

/// <summary>What a store assumes where nothing is configured.</summary>
public static class StoreDefaults
{
    /// <summary>The region of a registry that runs in one place only.</summary>
    public const string Region = "local";
}

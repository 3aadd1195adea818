namespace SchemaRegistry.Storage;

/// <summary>What a store assumes where nothing is configured.</summary>
public static class StoreDefaults
{
    /// <summary>The region of a registry that runs in one place only.</summary>
    public const string Region = "local";

    /// <summary>How long a request id stands for what was asked for under it.</summary>
    public static readonly TimeSpan RequestsKept = TimeSpan.FromHours(24);
}

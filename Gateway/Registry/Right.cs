namespace SchemaRegistry.Gateway.Registry;

/// <summary>What a caller must be allowed to do. Every route declares one.</summary>
public enum Right
{
    /// <summary>Nothing: health and what describes the server.</summary>
    None = 0,
    ReadSchemas,
    RegisterSchemas,
    DeleteSchemas,
    ReadSettings,
    ChangeSettings,
    ChangeMode,
    ManageWebhooks,
}

namespace SchemaRegistry.Gateway.Registry;

/// <summary>
/// What a caller must be allowed to do. <see cref="Operation.Right"/> is what counts; routes and RPCs declare theirs for the
/// descriptions of the APIs, and tests hold the two equal.
/// </summary>
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

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>How events are sent. Bound once at start.</summary>
public sealed record WebhookSenderOptions
{
    /// <summary>Whether receivers may be at private addresses.</summary>
    public bool AllowPrivate { get; init; }

    /// <summary>How long one attempt may take, the connection included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

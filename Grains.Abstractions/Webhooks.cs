using System.Collections.Immutable;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>What the owner of a subscription decides.</summary>
/// <param name="Secret">As Standard Webhooks writes it, <c>whsec_</c> and base64; null keeps the one it has.</param>
/// <param name="Context">With its dot; null for all contexts.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal.</param>
/// <param name="Types">Empty for all.</param>
/// <param name="Token">Goes on after this place; null to begin at <paramref name="Start"/>.</param>
/// <param name="Start">Null keeps the place it has, and begins a new one with what comes next.</param>
[GenerateSerializer, Immutable, Alias("sr.webhook-request")]
public sealed record WebhookRequest(
    string Url,
    string? Secret,
    string Description,
    string? Context,
    string NamePrefix,
    ImmutableArray<ChangeType> Types,
    bool IsEnabled,
    string? Token,
    ChangesStart? Start);

/// <summary>A subscription as it is shown: all but its secret.</summary>
/// <param name="Token">Everything up to here is dealt with.</param>
/// <param name="Attempts">How often the next delivery has failed.</param>
/// <param name="RetryAt">When it is tried again, milliseconds since 1970; 0 for at once.</param>
/// <param name="Error">Why it failed last.</param>
/// <param name="Suspended">Why nothing is delivered any more until the owner says so; null while something is.</param>
[GenerateSerializer, Immutable, Alias("sr.webhook")]
public sealed record WebhookAnswer(
    Guid Id,
    long CreatedAt,
    string Url,
    string Description,
    string? Context,
    string NamePrefix,
    ImmutableArray<ChangeType> Types,
    bool IsEnabled,
    string Token,
    int Attempts,
    long RetryAt,
    string? Error,
    string? Suspended,
    int DeadLetters)
{
    public WebhookState State => !IsEnabled ? WebhookState.Disabled : Suspended is null ? WebhookState.Active : WebhookState.Suspended;

    /// <summary>What is the matter; null while all is well.</summary>
    public string? LastError => Suspended ?? Error;
}

/// <summary>Whether a subscription is served: yes; not, by its owner's will; or not until its owner says so.</summary>
public enum WebhookState
{
    Active,
    Disabled,
    Suspended,
}

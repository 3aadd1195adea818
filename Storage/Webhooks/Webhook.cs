using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Webhooks;

/// <summary>A subscription to changes.</summary>
/// <param name="Revision">One more with each change by its owner.</param>
/// <param name="Secret">What deliveries are signed with.</param>
/// <param name="Context">Null for all contexts.</param>
/// <param name="Kinds">Which kinds of changes; the store does not look inside.</param>
/// <param name="Progress">How far it has been served.</param>
/// <param name="HasQueuedLetters">Whether a dead letter is to be delivered again.</param>
public sealed record Webhook(
    Guid Id,
    long CreatedAt,
    long Revision,
    string Url,
    string Secret,
    string Description,
    string? Context,
    string NamePrefix,
    string Kinds,
    bool IsEnabled,
    WebhookProgress Progress,
    bool HasQueuedLetters = false);

/// <summary>How far a subscription has been served.</summary>
/// <param name="Position">Changes up to this number are dealt with.</param>
/// <param name="Attempts">How often the next delivery has failed.</param>
/// <param name="RetryAt">When it is tried again, milliseconds since 1970; 0 for at once.</param>
/// <param name="Error">Why it failed last.</param>
/// <param name="Suspended">Why nothing is delivered any more until the owner says so; null while something is.</param>
public sealed record WebhookProgress(long Position, int Attempts = 0, long RetryAt = 0, string? Error = null, string? Suspended = null);

/// <summary>What became of a delivery.</summary>
/// <param name="From">The position it began at.</param>
/// <param name="To">What the progress is now.</param>
/// <param name="Letter">What is given up with it.</param>
/// <param name="Revision">The revision it holds for alone; null for what holds whatever its owner has changed meanwhile.</param>
public sealed record WebhookStep(Guid Webhook, long From, WebhookProgress To, DeadLetter? Letter = null, long? Revision = null);

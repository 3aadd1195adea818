namespace SchemaRegistry.Grains.Abstractions;

/// <summary>Gives changes their form on the wire and carries them to a receiver. Lives in processes that deliver.</summary>
public interface IWebhookSender
{
    WebhookEvent EventOf(ChangeEntry change);

    /// <summary>Tells that changes before a place are no longer kept, so that the receiver has missed some.</summary>
    WebhookEvent EventOfGap(string token, long at);

    /// <summary>One attempt. Ends within its time-out whatever the receiver does, and never throws.</summary>
    Task<WebhookResult> Send(string url, string secret, string eventId, string body);
}

/// <summary>An event as it goes over the wire.</summary>
/// <param name="Id">The same in every attempt; the token of the change.</param>
/// <param name="Body">CloudEvents 1.0 in JSON.</param>
public sealed record WebhookEvent(string Id, string Type, string Subject, string Body);

/// <summary>What a receiver made of an event.</summary>
/// <param name="Error">Null when it was taken.</param>
/// <param name="IsUnwanted">Whether it wants no more at all.</param>
/// <param name="RetryAfter">How long it wants to be left alone; zero when it did not say.</param>
public sealed record WebhookResult(string? Error, bool IsUnwanted = false, TimeSpan RetryAfter = default)
{
    public static readonly WebhookResult Taken = new((string?)null);

    public bool IsTaken => Error is null;
}

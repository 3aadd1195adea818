namespace SchemaRegistry.Model;

/// <summary>An event that could not be delivered to a webhook.</summary>
/// <param name="Place">Of its change in the log; as text the id of the event.</param>
/// <param name="Type">Of the event.</param>
/// <param name="Event">As it would have gone over the wire, JSON; empty in lists.</param>
/// <param name="FailedAt">Milliseconds since 1970.</param>
/// <param name="IsQueued">Whether it is to be delivered again.</param>
public sealed record DeadLetter(
    ChangeToken Place, string Type, string Subject, string Event, int Attempts, string Error, long FailedAt, bool IsQueued = false);

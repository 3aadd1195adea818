namespace SchemaRegistry.Storage.Changes;

/// <summary>What was done under a request id within <see cref="StoreDefaults.RequestsKept"/>.</summary>
/// <param name="Change">The newest log entry that it left behind, or null.</param>
/// <param name="Refusals">How often it was refused for good since, so that what was begun before cannot be made any more.</param>
public readonly record struct RequestPast(LoggedChange? Change, long Refusals);

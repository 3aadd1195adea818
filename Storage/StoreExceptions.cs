namespace SchemaRegistry.Storage;

/// <summary>The store could not be reached or did not answer in time; nothing was changed.</summary>
public class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A change may have been made or not, or may be made yet: the connection broke while it was being committed, no standby has
/// it, or it has not returned in time. Only the store knows: reload and look (<see cref="ISubjectStore.FindRequest"/>), never report
/// failure.
/// </summary>
public sealed class CommitOutcomeUnknownException(string message, Exception? inner = null)
    : StoreUnavailableException(message, inner);

/// <summary>The store can be reached and yet not be used, and waiting does not help: a file that is damaged, or that may not be written.</summary>
public sealed class StoreUnusableException(string message, Exception? inner = null) : StoreUnavailableException(message, inner);

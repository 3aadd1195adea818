namespace SchemaRegistry.Storage;

/// <summary>The store could not be reached or did not answer in time; nothing was changed.</summary>
public class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// The connection broke while a change was being committed. Only the store knows whether it was: reload and look
/// (<see cref="ISubjectStore.FindChange"/>), never report failure.
/// </summary>
public sealed class CommitOutcomeUnknownException(string message, Exception? inner = null)
    : StoreUnavailableException(message, inner);

using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Changes;

/// <summary>
/// The change log as followers read it. A change is in the log by the statement that makes it; its number it gets a moment
/// later from the one sequencer of the cluster. Numbers are dense, begin with 1, are never given twice, and put no change
/// before one it rests on: those of a subject are in the order of its revisions.
/// </summary>
public interface IChangeLog
{
    /// <summary>Ends when this process has made a change after the task was asked for.</summary>
    Task NextCommit { get; }

    Task<LogPosition> ReadPosition(CancellationToken cancellationToken);

    /// <summary>
    /// Changes with numbers above <paramref name="after"/>, ascending: as many as pass the filter, up to
    /// <paramref name="limit"/> and to some megabytes of payload.
    /// </summary>
    Task<ChangePage> ReadChanges(long after, int limit, ChangeFilter filter, CancellationToken cancellationToken);

    Task<LogLag> ReadLag(CancellationToken cancellationToken);

    /// <summary>A connection for numbering, which leads when no other one does.</summary>
    Task<IChangeSequencer> OpenSequencer(CancellationToken cancellationToken);

    /// <summary>
    /// Yields whenever there may be new numbers: at once, on each batch that is numbered (then its highest number), and every
    /// few seconds in case a word was lost (then 0). Ends with <see cref="StoreUnavailableException"/> when the connection does.
    /// </summary>
    IAsyncEnumerable<long> Listen(CancellationToken cancellationToken);

    /// <summary>
    /// Deletes the oldest numbered changes, up to <paramref name="limit"/>, as far as they are older than
    /// <paramref name="before"/> (milliseconds since 1970), and tells how many. From then on the log alone no longer explains
    /// the tables.
    /// </summary>
    Task<int> PruneChanges(long before, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets what was asked for under the oldest request ids (<see cref="CommitOrigin.Asked"/>), up to <paramref name="limit"/>, as
    /// far as that is longer ago than <paramref name="before"/> (milliseconds since 1970), and tells how many.
    /// </summary>
    Task<int> PruneRequests(long before, int limit, CancellationToken cancellationToken);
}

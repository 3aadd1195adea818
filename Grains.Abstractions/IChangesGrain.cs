using Orleans.CodeGeneration;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>
/// What has changed in the registry, in the order of the change log. Local to each silo. It holds nothing for its callers:
/// each brings the place it has come to, and may go on from there at any silo.
/// </summary>
[Alias("sr.changes"), Version(1)]
public interface IChangesGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// The changes after a place; waits for the first when there is none yet. An error when they are not kept any more
    /// (41001), or when the place is none in this log (41002, or 400 when it cannot be read).
    /// </summary>
    [Alias("read")]
    Task<Outcome<ChangeBatch>> Read(ChangesRequest request, CancellationToken cancellationToken);
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Content;

/// <summary>
/// Versions that stored schemas refer to. An import may put another content in the place of one, so each is remembered for no
/// longer than a subject's own state is.
/// </summary>
internal sealed class ReferencedVersions(ISubjectStore store, SiloCache cache, RegistryOptions options, TimeProvider clock)
{
    /// <summary>The version as it was at most a lease ago; null when there is none.</summary>
    public async ValueTask<SubjectSchema?> Find(SubjectName subject, int version, CancellationToken cancellationToken) =>
        cache.Find<Known>(new Key(subject, version)) is { } known && IsFresh(known)
            ? known.Schema
            : await FindFresh(subject, version, cancellationToken);

    /// <summary>Has those among them that were read longer ago confirmed, all by one query. What is not confirmed is read when it is asked for.</summary>
    public async ValueTask Confirm(IEnumerable<SubjectVersion> versions, CancellationToken cancellationToken)
    {
        var due = new List<(SubjectVersion Version, Known Known)>();
        foreach (var version in versions)
        {
            if (cache.Find<Known>(new Key(version.Subject, version.Version)) is { } known && !IsFresh(known))
            {
                due.Add((version, known));
            }
        }

        if (due.Count == 0)
        {
            return;
        }

        var readAt = clock.GetTimestamp();
        var hashes = await store.FindHashes([.. due.Select(one => one.Version)], cancellationToken);
        foreach (var ((version, known), hash) in due.Zip(hashes))
        {
            if (hash == known.Hash)
            {
                Keep(version.Subject, known with { ReadAt = readAt });
            }
        }
    }

    /// <summary>The version, or the latest by −1, as it is now; null when there is none.</summary>
    public async ValueTask<SubjectSchema?> FindFresh(SubjectName subject, int version, CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var found = await store.FindVersion(subject, version, cancellationToken);
        if (found is not null)
        {
            Keep(subject, new Known(found, readAt));
        }

        return found;
    }

    /// <summary>A version was replaced in this process.</summary>
    public void Forget(SubjectName subject, int version) => cache.Remove(new Key(subject, version));

    private bool IsFresh(Known known) => clock.GetElapsedTime(known.ReadAt) < options.Lease;

    private void Keep(SubjectName subject, Known known) =>
        cache.Keep(new Key(subject, known.Schema.Version), known, Sizes.WeightOf(known.Schema.Content));

    private sealed record Key(SubjectName Subject, int Version);

    private sealed record Known(SubjectSchema Schema, long ReadAt)
    {
        private readonly Lazy<ContentHash> _hash = new(() => ContentHash.Of(Schema.Content));

        public ContentHash Hash => _hash.Value;
    }
}

using SchemaRegistry.Model;
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
        cache.Find<Known>(new Key(subject, version)) is { } known && clock.GetElapsedTime(known.ReadAt) < options.Lease
            ? known.Schema
            : await FindFresh(subject, version, cancellationToken);

    /// <summary>The version, or the latest by −1, as it is now; null when there is none.</summary>
    public async ValueTask<SubjectSchema?> FindFresh(SubjectName subject, int version, CancellationToken cancellationToken)
    {
        var readAt = clock.GetTimestamp();
        var found = await store.FindVersion(subject, version, cancellationToken);
        if (found is not null)
        {
            cache.Keep(new Key(subject, found.Version), new Known(found, readAt), Sizes.WeightOf(found.Content));
        }

        return found;
    }

    /// <summary>A version was replaced in this process.</summary>
    public void Forget(SubjectName subject, int version) => cache.Remove(new Key(subject, version));

    private sealed record Key(SubjectName Subject, int Version);

    private sealed record Known(SubjectSchema Schema, long ReadAt);
}

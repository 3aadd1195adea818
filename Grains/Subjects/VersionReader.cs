using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Shows versions of a subject (reference 7.2).</summary>
internal sealed class VersionReader(SchemaLibrary library)
{
    public static ImmutableArray<VersionEntry> List(SubjectState state, DeletedView view) =>
    [
        .. state.Versions
            .Where(row => view == DeletedView.Show || row.Deleted == (view == DeletedView.Only))
            .Select(row => new VersionEntry(row.Version, row.Deleted)),
    ];

    public async Task<Outcome<SubjectSchema>> Get(
        SubjectState state, int version, bool includeDeleted, CancellationToken cancellationToken)
    {
        var row = version == RegisterRequest.LatestVersion ? state.Latest : state.Find(version);
        if (row is not null && (includeDeleted || !row.Deleted))
        {
            return await library.Shown(state.Name, row, cancellationToken);
        }

        return state.HasLive || (includeDeleted && !state.Versions.IsEmpty)
            ? RegistryErrors.VersionNotFound(version)
            : RegistryErrors.SubjectNotFound(state.Name.ToString());
    }

    /// <summary>See <see cref="ISubjectGrain.Peek"/>.</summary>
    public async Task<SubjectSchema?> Peek(SubjectState state, int version) =>
        Peeked(state, version) is { } row ? await library.Shown(state.Name, row, CancellationToken.None) : null;

    /// <summary>The version that <see cref="Peek"/> shows.</summary>
    public static VersionRow? Peeked(SubjectState state, int version)
    {
        var row = !state.HasNoAlias ? null
            : version == RegisterRequest.LatestVersion ? state.Latest
            : state.Find(version);
        return row is { Deleted: false } ? row : null;
    }

    public async Task<Outcome<SubjectSchema>> FindByMetadata(
        SubjectState state,
        ImmutableArray<KeyValuePair<string, string>> pairs,
        bool includeDeleted,
        CancellationToken cancellationToken)
    {
        if (!(includeDeleted ? !state.Versions.IsEmpty : state.HasLive))
        {
            return RegistryErrors.SubjectNotFound(state.Name.ToString());
        }

        await foreach (var (row, content) in library.Contents(state.Name.Context, state.NewestFirst(includeDeleted), cancellationToken))
        {
            if (pairs.All(pair => content.Metadata?.Property(pair.Key) == pair.Value))
            {
                return await library.Shown(state.Name, row, cancellationToken);
            }
        }

        return RegistryErrors.SchemaNotFound();
    }
}

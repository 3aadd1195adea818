using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Decides deletions (reference 7.3 and 7.4).</summary>
internal sealed class Deletion(IRegistryStore store)
{
    public async Task<Decision<int>> OfVersion(
        SubjectState state, OuterSettings outer, int version, bool permanent, Caller caller, CancellationToken cancellationToken)
    {
        var subject = state.Name.ToString();
        if (Resolve(state, version) is not { } row)
        {
            return MissingVersion(state, version);
        }

        if (row.Deleted && !permanent)
        {
            return RegistryErrors.VersionSoftDeleted(subject, row.Version);
        }

        if (outer.For(state.Config, state.Mode).IsReadOnly)
        {
            return RegistryErrors.ReadOnlyMode(subject, state.Name.ContextText());
        }

        var change = Change(state, outer, [row.Version], permanent, wholeSubject: false, caller);
        return permanent && !row.Deleted
            ? await FindReference(change, cancellationToken) ?? RegistryErrors.VersionNotSoftDeleted(subject, row.Version)
            : Propose(state, change, row.Version);
    }

    public async Task<Decision<ImmutableArray<int>>> OfSubject(
        SubjectState state, OuterSettings outer, bool permanent, Caller caller, CancellationToken cancellationToken)
    {
        var subject = state.Name.ToString();
        if (state.Versions.IsEmpty)
        {
            return RegistryErrors.SubjectNotFound(subject);
        }

        if (!permanent && !state.HasLive)
        {
            return RegistryErrors.SubjectSoftDeleted(subject);
        }

        if (outer.For(state.Config, state.Mode).IsReadOnly)
        {
            return RegistryErrors.ReadOnlyMode(subject, state.Name.ContextText());
        }

        return await OfAll(state, outer, permanent, caller, cancellationToken);
    }

    /// <summary>
    /// For good, what is left of a soft-deleted subject, whatever the mode: that is how IMPORT makes room (reference 9).
    /// </summary>
    public async Task<Decision<ImmutableArray<int>>> ForImport(
        SubjectState state, OuterSettings outer, Caller caller, CancellationToken cancellationToken) =>
        state.HasLive ? RegistryErrors.CannotImport()
        : state.Versions.IsEmpty ? state.Versions.Select(row => row.Version).ToImmutableArray()
        : await OfAll(state, outer, permanent: true, caller, cancellationToken);

    private async Task<Decision<ImmutableArray<int>>> OfAll(
        SubjectState state, OuterSettings outer, bool permanent, Caller caller, CancellationToken cancellationToken)
    {
        ImmutableArray<int> versions = [.. state.Versions.Where(row => permanent || !row.Deleted).Select(row => row.Version)];
        var change = Change(state, outer, versions, permanent, wholeSubject: true, caller);
        return permanent && state.HasLive
            ? await FindReference(change, cancellationToken) ?? RegistryErrors.SubjectNotSoftDeleted(state.Name.ToString())
            : Propose(state, change, versions);
    }

    private static VersionRow? Resolve(SubjectState state, int version) =>
        version == RegisterRequest.LatestVersion ? state.Latest : state.Find(version);

    private static RegistryError MissingVersion(SubjectState state, int version) =>
        state.Versions.IsEmpty
            ? RegistryErrors.SubjectNotFound(state.Name.ToString())
            : RegistryErrors.VersionNotFound(version);

    private static DeleteVersions Change(
        SubjectState state, OuterSettings outer, ImmutableArray<int> versions, bool permanent, bool wholeSubject, Caller caller) =>
        new(
            state.Name,
            state.Revision,
            versions,
            permanent,
            wholeSubject,
            outer.Revisions,
            new ChangeOrigin(caller.Actor, caller.RequestId));

    private Proposal<T> Propose<T>(SubjectState state, DeleteVersions change, T answer) => new(
        token => store.Commit(change, token),
        result => state.WithDeleted(change.Versions, change.Permanent, result.Revision),
        _ => answer,
        result => result.Status == CommitStatus.Referenced
            ? RegistryErrors.Referenced(state.Name.ToString(), result.Offender!.Version)
            : null);

    // A reference outranks "not deleted first", so it is looked for before that is said.
    private async Task<RegistryError?> FindReference(DeleteVersions change, CancellationToken cancellationToken)
    {
        foreach (var version in change.Versions)
        {
            await foreach (var referrer in store.ListReferrers(change.Subject, version, cancellationToken))
            {
                if (!change.WholeSubject || referrer.Subject != change.Subject.ToString())
                {
                    return RegistryErrors.Referenced(change.Subject.ToString(), version);
                }
            }
        }

        return null;
    }
}

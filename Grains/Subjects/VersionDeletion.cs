using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Deletes one version (reference 7.3). The answer is its number.</summary>
/// <param name="version">−1 for the latest.</param>
internal sealed class VersionDeletion(int version, bool permanent, Caller caller, IRegistryStore store)
    : Deletion<int>(permanent, wholeSubject: false, caller, store)
{
    protected override ContentHash? Asked => RequestContent.OfVersionDeletion(version, IsPermanent);

    public override async ValueTask<Outcome<int>?> Decide(SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var subject = state.Name.ToString();
        if ((version == RegisterRequest.LatestVersion ? state.Latest : state.Find(version)) is not { } row)
        {
            return state.Versions.IsEmpty ? RegistryErrors.SubjectNotFound(subject) : RegistryErrors.VersionNotFound(version);
        }

        if (row.Deleted && !IsPermanent)
        {
            return RegistryErrors.VersionSoftDeleted(subject, row.Version);
        }

        if (state.Under(outer).RefusalIfReadOnly(state.Name) is { } readOnly)
        {
            return readOnly;
        }

        // That it is referred to is told rather than that it is not hidden yet.
        if (IsPermanent && !row.Deleted)
        {
            return await RefusalIfReferenced(state, [row.Version], cancellationToken)
                ?? RegistryErrors.VersionNotSoftDeleted(subject, row.Version);
        }

        Plan(state, outer, [row.Version]);
        return null;
    }

    protected override int Answer(ImmutableArray<int> versions) => versions[0];
}

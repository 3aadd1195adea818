using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Deletes a subject with all its versions (reference 7.4). The answer is their numbers.</summary>
internal sealed class SubjectDeletion(bool permanent, Caller caller, IRegistryStore store)
    : Deletion<ImmutableArray<int>>(permanent, wholeSubject: true, caller, store)
{
    protected override ContentHash? Asked => RequestContent.OfSubjectDeletion(IsPermanent);

    public override async ValueTask<Outcome<ImmutableArray<int>>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        var subject = state.Name.ToString();
        if (state.Versions.IsEmpty)
        {
            return RegistryErrors.SubjectNotFound(subject);
        }

        if (!IsPermanent && !state.HasLive)
        {
            return RegistryErrors.SubjectSoftDeleted(subject);
        }

        if (state.Under(outer).RefusalIfReadOnly(state.Name) is { } readOnly)
        {
            return readOnly;
        }

        ImmutableArray<int> versions = [.. state.Versions.Where(row => IsPermanent || !row.Deleted).Select(row => row.Version)];
        var notHidden = IsPermanent && state.HasLive ? RegistryErrors.SubjectNotSoftDeleted(subject) : null;
        return await Plan(state, outer, versions, notHidden, cancellationToken);
    }

    protected override ImmutableArray<int> Answer(ImmutableArray<int> versions) => versions;
}

/// <summary>
/// Deletes for good what is left of a soft-deleted subject, whatever the mode: that is how IMPORT makes room (reference 9).
/// </summary>
internal sealed class Purge(Caller caller, IRegistryStore store)
    : Deletion<ImmutableArray<int>>(permanent: true, wholeSubject: true, caller, store)
{
    public override async ValueTask<Outcome<ImmutableArray<int>>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken)
    {
        if (state.HasLive)
        {
            return RegistryErrors.CannotImport();
        }

        ImmutableArray<int> versions = [.. state.Versions.Select(row => row.Version)];
        return versions.IsEmpty ? versions : await Plan(state, outer, versions, notHidden: null, cancellationToken);
    }

    protected override ImmutableArray<int> Answer(ImmutableArray<int> versions) => versions;
}

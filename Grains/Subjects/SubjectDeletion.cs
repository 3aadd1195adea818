using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>Hides a subject with all its versions (reference 7.4). The answer is their numbers.</summary>
internal sealed class SubjectDeletion(Caller caller, IRegistryStore store)
    : Deletion<ImmutableArray<int>>(permanent: false, wholeSubject: true, caller, store)
{
    protected override ContentHash? Asked => RequestContent.OfSubjectDeletion(permanent: false);

    public override ValueTask<Outcome<ImmutableArray<int>>?> Decide(
        SubjectState state, OuterSettings outer, CancellationToken cancellationToken) => ValueTask.FromResult(Decide(state, outer));

    protected override ImmutableArray<int> Answer(ImmutableArray<int> versions) => versions;

    private Outcome<ImmutableArray<int>>? Decide(SubjectState state, OuterSettings outer)
    {
        var subject = state.Name.ToString();
        if (state.Versions.IsEmpty)
        {
            return RegistryErrors.SubjectNotFound(subject);
        }

        if (!state.HasLive)
        {
            return RegistryErrors.SubjectSoftDeleted(subject);
        }

        if (state.Under(outer).RefusalIfReadOnly(state.Name) is { } readOnly)
        {
            return readOnly;
        }

        Plan(state, outer, [.. state.Versions.Where(row => !row.Deleted).Select(row => row.Version)]);
        return null;
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>A subject at one revision.</summary>
/// <param name="Versions">With their ids; those that are soft-deleted too.</param>
/// <param name="Deleted">Which of them are soft-deleted.</param>
internal sealed record SubjectMoment(
    ImmutableSortedDictionary<int, int> Versions, ImmutableHashSet<int> Deleted, CompatibilityLevel? Level)
{
    public static readonly SubjectMoment Empty = new(ImmutableSortedDictionary<int, int>.Empty, [], null);

    public IEnumerable<int> Live => Versions.Keys.Where(version => !Deleted.Contains(version));

    public int Latest => Live.DefaultIfEmpty().Max();

    public SubjectMoment After(LoggedChange change)
    {
        switch (change.Kind)
        {
            case ChangeKind.Registered:
                var made = change.ReadRegistered();
                return this with
                {
                    Versions = Versions.RemoveRange(made.Removed).SetItem(made.Version, made.Id),
                    Deleted = Deleted.Except(made.Removed).Remove(made.Version),
                };
            case ChangeKind.Deleted:
                return this with { Deleted = Deleted.Union(change.ReadDeleted().Versions) };
            case ChangeKind.Restored:
                return this with { Deleted = Deleted.Except(change.ReadDeleted().Versions) };
            case ChangeKind.PermanentlyDeleted:
                var gone = change.ReadDeleted().Versions;
                var left = Versions.RemoveRange(gone);
                return new SubjectMoment(left, Deleted.Except(gone), left.IsEmpty ? null : Level);
            case ChangeKind.SubjectSettingsChanged:
                return this with { Level = change.ReadSettings().Config?.Level };
            default:
                return this;
        }
    }
}

/// <summary>All that has happened to a subject.</summary>
internal sealed class SubjectPast
{
    public SubjectPast(string name, IReadOnlyList<LoggedChange> changes)
    {
        (Name, Changes) = (name, changes);
        var moments = new List<SubjectMoment> { SubjectMoment.Empty };
        foreach (var change in changes)
        {
            moments.Add(moments[^1].After(change));
        }

        Moments = moments;
    }

    public string Name { get; }

    public IReadOnlyList<LoggedChange> Changes { get; }

    /// <summary>Before the first change, and after each.</summary>
    public IReadOnlyList<SubjectMoment> Moments { get; }

    public IEnumerable<RegisteredPayload> Registered =>
        Changes.Where(change => change.Kind == ChangeKind.Registered).Select(change => change.ReadRegistered());
}

using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>Which revision of a subject had been acknowledged to somebody at a time, so that nobody may see an older one.</summary>
internal sealed class DueRevisions
{
    private readonly List<(TimeSpan At, int Revision)> _steps = [];

    public DueRevisions(SubjectPast past, IEnumerable<Operation> operations)
    {
        var highest = 0;
        foreach (var operation in operations.Where(operation => operation.IsDone).OrderBy(operation => operation.EndedAt))
        {
            var revision = RevisionOf(operation, past);
            if (revision > highest)
            {
                highest = revision;
                _steps.Add((operation.EndedAt, highest));
            }
        }
    }

    public int At(TimeSpan time) => _steps.LastOrDefault(step => step.At <= time).Revision;

    // The earliest that it may have been: a version can come again once it is gone for good.
    private static int RevisionOf(Operation operation, SubjectPast past)
    {
        for (var i = 0; i < past.Changes.Count; i++)
        {
            if (IsMadeBy(operation, past.Changes[i]))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static bool IsMadeBy(Operation operation, LoggedChange change) => (operation.Work, change.Kind) switch
    {
        (Work.Register or Work.Edit, ChangeKind.Registered) => change.ReadRegistered() is var made && made.Version == operation.Version && made.Id == operation.Id,
        (Work.Delete or Work.DeleteSubject, ChangeKind.Deleted) => change.ReadDeleted().Versions.SequenceEqual(operation.Versions!),
        (Work.Restore, ChangeKind.Restored) => change.ReadDeleted().Versions.SequenceEqual(operation.Versions!),
        (Work.Purge, ChangeKind.PermanentlyDeleted) => change.ReadDeleted().Versions.SequenceEqual(operation.Versions!),
        _ => false,
    };
}

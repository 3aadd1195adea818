using SchemaRegistry.Model;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>
/// No read is older than its class allows. Ids: at once. Latest and lists: at once through the owner; while there are two
/// activations, as those here that the cluster does not know of, no older than the lease.
/// </summary>
internal static class ReadChecks
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);

    // Between the look at the clock here and the same moment there.
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(100);

    public static IEnumerable<string> Run(CommittedLog log, Contents contents, IReadOnlyCollection<Operation> operations)
    {
        var violations = new List<string>(Ids(log, contents, operations));
        foreach (var subject in operations.Where(operation => operation.Subject.Length > 0).GroupBy(operation => operation.Subject))
        {
            var past = log.Subjects.GetValueOrDefault(subject.Key) ?? new SubjectPast(subject.Key, []);
            var due = new DueRevisions(past, subject);
            violations.AddRange(subject
                .Where(operation => operation.IsDone && operation.Work is Work.ReadLatest or Work.ReadVersions)
                .Where(read => read.IsDone && !IsAllowed(read, past, due.At(read.StartedAt - Lease - Slack)))
                .Select(read => $"stale by more than {Lease.TotalSeconds} s, revision {due.At(read.StartedAt - Lease - Slack)} was due: {read}"));
        }

        return violations;
    }

    private static bool IsAllowed(Operation read, SubjectPast past, int due)
    {
        for (var revision = past.Moments.Count - 1; revision >= due; revision--)
        {
            if (Shows(read, past.Moments[revision]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Shows(Operation read, SubjectMoment moment) => read.Work == Work.ReadVersions
        ? moment.Live.SequenceEqual(read.Versions!)
        : moment.Latest == read.Version && (read.Version == 0 || moment.Versions[read.Version] == read.Id);

    private static IEnumerable<string> Ids(CommittedLog log, Contents contents, IReadOnlyCollection<Operation> operations)
    {
        var known = operations
            .Where(operation => operation is { Work: Work.Register, IsDone: true })
            .GroupBy(operation => operation.Id)
            .ToDictionary(group => group.Key, group => group.Min(operation => operation.EndedAt));
        foreach (var read in operations.Where(operation => operation is { Work: Work.ReadById, IsDone: true }))
        {
            if (read.Text is null)
            {
                var isDue = known.TryGetValue(read.Id, out var since) && since < read.StartedAt;
                if (isDue && !log.Purged.Contains((SubjectName.DefaultContext, read.Id)))
                {
                    yield return $"acknowledged and not found: {read}";
                }
            }
            else if (contents.Find(SubjectName.DefaultContext, read.Id)?.Content?.Text != read.Text)
            {
                yield return $"other content than was registered: {read}";
            }
        }
    }
}

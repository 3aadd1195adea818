using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>What was acknowledged has happened, once; what was refused has not; what nobody knows of happened once or not at all.</summary>
internal static class WriteChecks
{
    /// <summary>The property by which an edit is known.</summary>
    public const string Mark = "mark";

    public static IEnumerable<string> Run(CommittedLog log, Contents contents, IReadOnlyCollection<Operation> operations) =>
        contents.Violations
            .Concat(log.Subjects.Values.SelectMany(Revisions))
            .Concat(Registrations(log, contents, operations))
            .Concat(Edits(log, contents, operations))
            .Concat(Deletions(log, operations));

    private static IEnumerable<string> Revisions(SubjectPast past)
    {
        for (var i = 0; i < past.Changes.Count; i++)
        {
            var change = past.Changes[i];
            if (change.Revision != i + 1)
            {
                yield return $"{past.Name}: revision {change.Revision} where {i + 1} was due";
            }

            if (change.Kind == ChangeKind.Registered)
            {
                var made = change.ReadRegistered();
                if (past.Moments[i].Versions.ContainsKey(made.Version) && !made.Removed.Contains(made.Version) && !past.Name.StartsWith(':'))
                {
                    yield return $"{past.Name}: version {made.Version} was doubled";
                }
            }
        }
    }

    private static IEnumerable<string> Registrations(CommittedLog log, Contents contents, IReadOnlyCollection<Operation> operations)
    {
        var textsBySubject = log.Subjects.ToDictionary(
            subject => subject.Key,
            subject => subject.Value.Registered
                .Select(made => (made.Version, made.Id, contents.Find(SubjectName.Parse(subject.Key).Context, made.Id)?.Content?.Text))
                .ToLookup(made => made.Text));
        var empty = Array.Empty<(int Version, int Id, string? Text)>().ToLookup(made => made.Text);
        foreach (var operation in operations.Where(operation => operation.Work is Work.Register or Work.Import))
        {
            var made = textsBySubject.GetValueOrDefault(operation.Subject, empty)[operation.Text];
            if (operation.IsDone && !made.Any(one => one.Version == operation.Version && one.Id == operation.Id))
            {
                yield return $"acknowledged and lost: {operation}";
            }

            // Only one caller ever asks for a text with a number; whoever found it there before would be another.
            var isUnique = operation.Work == Work.Register && !operation.Text!.Contains("Shared", StringComparison.Ordinal);
            if (isUnique && made.Count() > 1)
            {
                yield return $"made {made.Count()} times: {operation}";
            }

            if (isUnique && operation.Fate == Fate.Refused && made.Any())
            {
                yield return $"refused and made: {operation}";
            }
        }
    }

    // Each has a mark of its own, which later registrations inherit.
    private static IEnumerable<string> Edits(CommittedLog log, Contents contents, IReadOnlyCollection<Operation> operations)
    {
        foreach (var request in operations.Where(operation => operation.Work == Work.Edit).GroupBy(operation => (operation.Subject, operation.RequestId, Mark: operation.Text)))
        {
            var made = (log.Subjects.GetValueOrDefault(request.Key.Subject)?.Changes ?? [])
                .Where(change => change.Kind == ChangeKind.Registered && change.RequestId == Guid.Parse(request.Key.RequestId!))
                .Select(change => change.ReadRegistered())
                .Where(one => contents.Find(SubjectName.DefaultContext, one.Id)?.Content?.Metadata?.Property(Mark) == request.Key.Mark)
                .ToList();
            if (request.FirstOrDefault(sent => sent.IsDone && !made.Any(one => one.Version == sent.Version && one.Id == sent.Id)) is { } lost)
            {
                yield return $"acknowledged and lost: {lost}";
            }

            if (made.Count > 1)
            {
                yield return $"made {made.Count} times: {request.First()}";
            }
        }
    }

    private static IEnumerable<string> Deletions(CommittedLog log, IReadOnlyCollection<Operation> operations)
    {
        var asked = operations
            .Where(operation => operation.Work is Work.Delete or Work.Purge or Work.Restore)
            .ToLookup(operation => (operation.Subject, operation.Work));
        foreach (var group in asked)
        {
            var kind = group.Key.Work switch
            {
                Work.Delete => ChangeKind.Deleted,
                Work.Purge => ChangeKind.PermanentlyDeleted,
                _ => ChangeKind.Restored,
            };
            var made = log.Subjects.GetValueOrDefault(group.Key.Subject)?.Changes.Count(change => change.Kind == kind) ?? 0;
            var requests = Requests(group);
            var (acknowledged, unknown) = (requests.Count(fate => fate == Fate.Done), requests.Count(fate => fate == Fate.Unknown));
            if (made < acknowledged || made > acknowledged + unknown)
            {
                yield return $"{group.Key}: {acknowledged} acknowledged and {unknown} unknown, {made} made";
            }
        }
    }

    // What was sent again under its id is one request. Another version under the same id is another.
    private static List<Fate> Requests(IEnumerable<Operation> sent) =>
    [
        .. sent.Where(one => one.RequestId is null).Select(one => one.Fate),
        .. sent.Where(one => one.RequestId is not null).GroupBy(one => (one.RequestId, one.Version)).Select(same =>
            same.Any(one => one.IsDone) ? Fate.Done
            : same.Any(one => one.Fate == Fate.Unknown) ? Fate.Unknown
            : Fate.Refused),
    ];
}

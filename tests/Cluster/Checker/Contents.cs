using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>What every id stands for, by context. The log tells each content once, with the change that brought it.</summary>
internal sealed class Contents
{
    private readonly Dictionary<(string Context, int Id), RegisteredPayload> _byId = [];

    public Contents(CommittedLog log)
    {
        foreach (var change in log.Subjects.Values.SelectMany(subject => subject.Changes).Where(change => change.Kind == ChangeKind.Registered))
        {
            var made = change.ReadRegistered();
            var key = (change.Subject.Context, made.Id);
            if (made.Content is null)
            {
                continue;
            }

            if (_byId.TryGetValue(key, out var earlier) && earlier.Sha256 != made.Sha256)
            {
                Violations.Add($"id {key} was given to two contents");
            }

            _byId[key] = made;
        }

        foreach (var change in log.Subjects.Values.SelectMany(subject => subject.Changes).Where(change => change.Kind == ChangeKind.Registered))
        {
            var made = change.ReadRegistered();
            if (Find(change.Subject.Context, made.Id)?.Sha256 != made.Sha256)
            {
                Violations.Add($"id {made.Id} of {change.Subject} version {made.Version} stands for other content than was registered");
            }
        }

        // Imports may give a content a second id, and so may a content's return after it was gone for good; nobody else may.
        foreach (var group in _byId.Where(entry => entry.Key.Context != Workload.ImportContext).GroupBy(entry => (entry.Key.Context, entry.Value.Sha256)))
        {
            if (group.Count(entry => !log.Purged.Contains(entry.Key)) > 1)
            {
                Violations.Add($"one content has the ids {string.Join(' ', group.Select(entry => entry.Key.Id))}");
            }
        }
    }

    public List<string> Violations { get; } = [];

    public RegisteredPayload? Find(string context, int id) => _byId.GetValueOrDefault((context, id));
}

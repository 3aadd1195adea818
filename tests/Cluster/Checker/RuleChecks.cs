using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Cluster.Checker;

/// <summary>What crosses versions and subjects: neighbours are compatible where they have to be, and no reference leads nowhere.</summary>
internal static class RuleChecks
{
    public static IEnumerable<string> Run(CommittedLog log, Contents contents) =>
        log.Subjects.Values.Where(past => past.Name.StartsWith("guarded", StringComparison.Ordinal)).SelectMany(past => Neighbours(past, contents))
            .Concat(log.Subjects.Values.SelectMany(past => References(past, log, contents)));

    private static IEnumerable<string> Neighbours(SubjectPast past, Contents contents)
    {
        for (var i = 0; i < past.Changes.Count; i++)
        {
            var before = past.Moments[i];
            if (past.Changes[i].Kind != ChangeKind.Registered || before.Level == CompatibilityLevel.None || before.Latest == 0)
            {
                continue;
            }

            var made = past.Changes[i].ReadRegistered();
            if (Family(contents, made.Id) != Family(contents, before.Versions[before.Latest]))
            {
                yield return $"{past.Name}: version {made.Version} is not compatible with {before.Latest}, the latest when it was registered";
            }
        }
    }

    private static bool Family(Contents contents, int id) =>
        contents.Find(SubjectName.DefaultContext, id)!.Content!.Text.Contains("\"id\",\"type\":\"int\"", StringComparison.Ordinal);

    private static IEnumerable<string> References(SubjectPast past, CommittedLog log, Contents contents)
    {
        foreach (var (version, id) in past.Moments[^1].Versions)
        {
            foreach (var reference in contents.Find(SubjectName.Parse(past.Name).Context, id)?.Content?.References ?? [])
            {
                if (log.Subjects.GetValueOrDefault(reference.Subject)?.Moments[^1].Versions.ContainsKey(reference.Version) != true)
                {
                    yield return $"{past.Name} version {version} refers to {reference.Subject} version {reference.Version}, which is not there";
                }
            }
        }
    }
}

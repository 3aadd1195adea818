using System.Text.Json;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>What a consumer makes of the changes it got: the versions and settings of each subject.</summary>
internal sealed class ChangeFold
{
    private readonly Dictionary<string, Subject> _subjects = [];

    /// <summary>What is wrong with the order, in sentences.</summary>
    public List<string> Violations { get; } = [];

    public static ChangeFold Of(IEnumerable<JsonElement> changes)
    {
        var fold = new ChangeFold();
        foreach (var change in changes)
        {
            fold.Apply(change);
        }

        return fold;
    }

    /// <summary>What the API shows otherwise.</summary>
    public async Task<List<string>> Differences(RegistryApi api, IEnumerable<string> subjects)
    {
        var differences = new List<string>();
        foreach (var name in subjects)
        {
            var folded = _subjects.GetValueOrDefault(name, new Subject());
            Compare(differences, $"{name}: all", folded.List(_ => true), await Versions(api, name, "deleted=true"));
            Compare(differences, $"{name}: live", folded.List(version => !version.Deleted), await Versions(api, name, ""));
            var config = await api.Get($"config/{name}");
            var group = config.IsSuccess ? config.Body.GetProperty("compatibilityGroup").GetString() : null;
            Compare(differences, $"{name}: config", folded.Group, group);
            var mode = await api.Get($"mode/{name}");
            Compare(differences, $"{name}: mode", folded.Mode, mode.IsSuccess ? mode.Body.GetProperty("mode").GetString() : null);
        }

        return differences;
    }

    private static void Compare(List<string> differences, string what, string? folded, string? shown)
    {
        if (folded != shown)
        {
            differences.Add($"{what}: {folded} by the changes, {shown} by the API");
        }
    }

    private static async Task<string> Versions(RegistryApi api, string subject, string query)
    {
        var listed = await api.Get($"schemas?subjectPrefix={subject}&{query}");
        return string.Join(' ', listed.Body.EnumerateArray()
            .Select(entry => (Version: entry.GetProperty("version").GetInt32(), Id: entry.GetProperty("id").GetInt32()))
            .Order());
    }

    private void Apply(JsonElement change)
    {
        if (!change.TryGetProperty("subject", out var name))
        {
            return;
        }

        _subjects.TryAdd(name.GetString()!, new Subject());
        var subject = _subjects[name.GetString()!];
        var revision = change.GetProperty("revision").GetInt64();
        if (revision != ++subject.Revision)
        {
            Violations.Add($"{name}: revision {revision} where {subject.Revision} was due");
            subject.Revision = revision;
        }

        switch (change.GetProperty("kind").GetString())
        {
            case "registered":
                subject.Versions[change.GetProperty("version").GetInt32()] = (change.GetProperty("id").GetInt32(), false);
                break;
            case "deleted":
                subject.Show(Numbers(change, "versions"), deleted: true);
                break;
            case "restored":
                subject.Show(Numbers(change, "versions"), deleted: false);
                break;
            case "permanently_deleted":
                subject.Purge(Numbers(change, "versions"));
                break;
            case "config":
                subject.Group = change.GetProperty("config") is { ValueKind: JsonValueKind.Object } config
                    ? config.GetProperty("compatibilityGroup").GetString()
                    : null;
                break;
            case "mode":
                subject.Mode = change.GetProperty("mode").GetString();
                break;
        }

        subject.Drop(Numbers(change, "replacedVersions"));
    }

    private static IEnumerable<int> Numbers(JsonElement change, string member) =>
        change.TryGetProperty(member, out var numbers) ? numbers.EnumerateArray().Select(number => number.GetInt32()) : [];

    private sealed class Subject
    {
        public long Revision { get; set; }

        public SortedDictionary<int, (int Id, bool Deleted)> Versions { get; } = [];

        public string? Group { get; set; }

        public string? Mode { get; set; }

        public void Show(IEnumerable<int> versions, bool deleted)
        {
            foreach (var version in versions)
            {
                Versions[version] = (Versions[version].Id, deleted);
            }
        }

        public void Drop(IEnumerable<int> versions)
        {
            foreach (var version in versions)
            {
                Versions.Remove(version);
            }
        }

        // With its last version a subject loses its settings.
        public void Purge(IEnumerable<int> versions)
        {
            Drop(versions);
            if (Versions.Count == 0)
            {
                (Group, Mode) = (null, null);
            }
        }

        public string List(Func<(int Id, bool Deleted), bool> isShown) =>
            string.Join(' ', Versions.Where(entry => isShown(entry.Value)).Select(entry => (entry.Key, entry.Value.Id)));
    }
}

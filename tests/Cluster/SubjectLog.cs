using System.Text.Json;
using Npgsql;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>The change log of one subject, folded.</summary>
internal sealed class SubjectLog(string subject, IReadOnlyList<SubjectLog.Entry> entries)
{
    private readonly Dictionary<int, bool> _deletedByVersion = [];
    private readonly Dictionary<int, string> _textById = [];

    internal sealed record Entry(long Revision, int Kind, JsonElement Payload)
    {
        public int Version => Payload.GetProperty("version").GetInt32();

        public int Id => Payload.GetProperty("id").GetInt32();

        public IEnumerable<int> Versions => Payload.GetProperty("versions").EnumerateArray().Select(version => version.GetInt32());
    }

    public IEnumerable<Entry> Registered => entries.Where(entry => entry.Kind == 0);

    public int SettingChanges => entries.Count(entry => entry.Kind == 3);

    public static async Task<SubjectLog> Read(string databaseUrl, string subject)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(databaseUrl));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT revision, kind, payload FROM registry.changes WHERE subject = $1 ORDER BY revision, entry_id", connection)
        {
            Parameters = { new() { Value = subject } },
        };
        await using var row = await command.ExecuteReaderAsync();
        var entries = new List<Entry>();
        while (await row.ReadAsync())
        {
            using var payload = JsonDocument.Parse(row.GetString(2));
            entries.Add(new Entry(row.GetInt64(0), row.GetInt16(1), payload.RootElement.Clone()));
        }

        return new SubjectLog(subject, entries);
    }

    public bool HasRegistered(int version, int id, string schema) =>
        Registered.Any(entry => entry.Version == version && entry.Id == id) && _textById.GetValueOrDefault(id) == schema;

    public int CountDeletions(int version, bool permanent) =>
        entries.Count(entry => entry.Kind == (permanent ? 2 : 1) && entry.Versions.Contains(version));

    /// <summary>Folds the log and says where it contradicts itself.</summary>
    public IEnumerable<string> Violations()
    {
        var expected = 1L;
        foreach (var entry in entries)
        {
            if (entry.Revision != expected++)
            {
                yield return $"revision {entry.Revision} where {expected - 1} was due";
            }

            foreach (var violation in Fold(entry))
            {
                yield return violation;
            }
        }
    }

    /// <summary>What a server lists otherwise than the folded log.</summary>
    public async Task<IReadOnlyCollection<string>> Differences(RegistryApi api)
    {
        var all = await Listed(api, "deleted=true");
        var live = await Listed(api, "deleted=false");
        return all.SequenceEqual(_deletedByVersion.Keys.Order())
            && live.SequenceEqual(_deletedByVersion.Where(entry => !entry.Value).Select(entry => entry.Key).Order())
                ? []
                : [$"lists [{string.Join(' ', all)}], the log comes to [{string.Join(' ', _deletedByVersion.Keys.Order())}]"];
    }

    private async Task<List<int>> Listed(RegistryApi api, string query)
    {
        var answer = await api.Get($"subjects/{subject}/versions?{query}");
        return answer.IsSuccess ? [.. answer.Body.EnumerateArray().Select(version => version.GetInt32())] : [];
    }

    private IEnumerable<string> Fold(Entry entry)
    {
        switch (entry.Kind)
        {
            case 0:
                foreach (var removed in entry.Payload.GetProperty("removed").EnumerateArray())
                {
                    _deletedByVersion.Remove(removed.GetInt32());
                }

                if (!_deletedByVersion.TryAdd(entry.Version, false))
                {
                    yield return $"version {entry.Version} registered twice";
                }

                if (entry.Payload.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Object
                    && !_textById.TryAdd(entry.Id, content.GetProperty("text").GetString()!))
                {
                    yield return $"id {entry.Id} brought two contents";
                }

                break;
            case 1:
                foreach (var version in entry.Versions)
                {
                    if (!_deletedByVersion.TryGetValue(version, out var deleted) || deleted)
                    {
                        yield return $"version {version} soft-deleted while it was not there";
                    }

                    _deletedByVersion[version] = true;
                }

                break;
            case 2:
                foreach (var version in entry.Versions.Where(version => !_deletedByVersion.Remove(version)))
                {
                    yield return $"version {version} permanently deleted while it was not there";
                }

                break;
        }
    }
}

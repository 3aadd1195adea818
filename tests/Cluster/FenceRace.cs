using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace SchemaRegistry.Cluster;

/// <summary>
/// Two activations of one subject, each behind an API of its own, race registrations, deletions and setting changes. What
/// they answered is then held against the change log.
/// </summary>
internal sealed class FenceRace(RegistryApi left, RegistryApi right, string subject, int seed)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private readonly ConcurrentQueue<(string Schema, ApiAnswer Answer)> _registrations = new();
    private readonly ConcurrentQueue<(int Version, bool Permanent, ApiAnswer Answer)> _deletions = new();
    private readonly ConcurrentQueue<ApiAnswer> _settings = new();

    public int Registrations => _registrations.Count(entry => entry.Answer.IsSuccess);

    public int Deletions => _deletions.Count(entry => entry.Answer.IsSuccess);

    public int Settings => _settings.Count(answer => answer.IsSuccess);

    public async Task Run(int rounds)
    {
        var (random, highest) = (new Random(seed), 1);
        _settings.Enqueue(await left.Put($"config/{subject}", new { compatibility = "NONE" }));
        for (var round = 0; round < rounds; round++)
        {
            // Half of the schemas are wanted by both at once, half by one.
            var (shared, isShared) = (AvroTexts.Record($"Shared{round}"), random.Next(2) == 0);
            var works = new[] { left, right }.Select((api, side) =>
                Act(api, random.Next(8), isShared ? shared : AvroTexts.Record($"R{round}Side{side}"), random.Next(1, highest + 2)));
            await Task.WhenAll(works.ToArray());
            highest = _registrations.Where(entry => entry.Answer.IsSuccess).Select(entry => entry.Answer.Version).DefaultIfEmpty(1).Max();
        }
    }

    /// <summary>What is wrong, in sentences; empty when the fence held.</summary>
    public async Task<List<string>> Violations(string databaseUrl)
    {
        var log = await SubjectLog.Read(databaseUrl, subject);
        var violations = new List<string>(log.Violations());
        violations.AddRange(WrongAnswers().Select(answer => $"answered {answer}"));
        violations.AddRange(_registrations
            .Where(entry => entry.Answer.IsSuccess && !log.HasRegistered(entry.Answer.Version, entry.Answer.Id, entry.Schema))
            .Select(entry => $"acknowledged and not in the log: {entry.Answer.Version} under {entry.Answer.Id}"));
        violations.AddRange(log.Registered
            .Where(entry => !_registrations.Any(made => made.Answer.IsSuccess && made.Answer.Version == entry.Version && made.Answer.Id == entry.Id))
            .Select(entry => $"in the log and acknowledged to nobody: version {entry.Version} under {entry.Id}"));
        foreach (var deletion in _deletions.Where(entry => entry.Answer.IsSuccess).CountBy(entry => (entry.Version, entry.Permanent)))
        {
            var logged = log.CountDeletions(deletion.Key.Version, deletion.Key.Permanent);
            if (logged != deletion.Value)
            {
                violations.Add($"deletion of {deletion.Key} acknowledged {deletion.Value} times, logged {logged} times");
            }
        }

        if (log.SettingChanges != Settings)
        {
            violations.Add($"{Settings} setting changes acknowledged, {log.SettingChanges} logged");
        }

        foreach (var api in new[] { left, right })
        {
            violations.AddRange(await DifferencesAfterLease(log, api));
        }

        return violations;
    }

    // An activation may answer from memory for as long as its lease, and no longer.
    private static async Task<IReadOnlyCollection<string>> DifferencesAfterLease(SubjectLog log, RegistryApi api)
    {
        var differences = await log.Differences(api);
        var waited = Stopwatch.StartNew();
        while (differences.Count > 0 && waited.Elapsed < Lease + Lease)
        {
            await Task.Delay(50);
            differences = await log.Differences(api);
        }

        return differences;
    }

    private async Task Act(RegistryApi api, int kind, string schema, int version)
    {
        switch (kind)
        {
            case 0:
                _deletions.Enqueue((version, false, await api.Delete($"subjects/{subject}/versions/{version}")));
                break;
            case 1:
                _deletions.Enqueue((version, true, await api.Delete($"subjects/{subject}/versions/{version}?permanent=true")));
                break;
            case 2:
                _settings.Enqueue(await api.Put($"config/{subject}", new { compatibility = "NONE", compatibilityGroup = $"g{version}" }));
                break;
            default:
                _registrations.Enqueue((schema, await api.Register(subject, schema)));
                break;
        }
    }

    // A deletion may come too late or too early; nothing else may be refused.
    private IEnumerable<ApiAnswer> WrongAnswers() =>
        _registrations.Select(entry => entry.Answer).Concat(_settings).Where(answer => answer.Status != HttpStatusCode.OK)
            .Concat(_deletions.Select(entry => entry.Answer)
                .Where(answer => !answer.IsSuccess && answer.ErrorCode is not (40401 or 40402 or 40406 or 40407)));
}

using System.Collections.Concurrent;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster;

/// <summary>Acknowledged means durable: a process killed under load loses nothing it said it had. With <c>LONG_TESTS=1</c> twenty times.</summary>
public sealed class CrashTests
{
    private static readonly int Kills = TestLength.Of(5, 20);
    private const int Writers = 4;

    // A second where nobody else needs the processors.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Everything_acknowledged_survives_kills_under_load()
    {
        using var folder = new TempFolder();
        var acknowledged = new ConcurrentDictionary<(string Subject, int Version), (int Id, string Schema)>();
        for (var round = 0; round < Kills; round++)
        {
            await using var registry = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
            await Verify(registry, acknowledged);

            var before = acknowledged.Count;
            var writers = Enumerable.Range(0, Writers).Select(writer => Write(registry, round, writer, acknowledged)).ToArray();
            await Eventually.Be(
                $"200 registrations in round {round}", Deadline, () => acknowledged.Count >= before + 200);
            await registry.Kill();
            await Task.WhenAll(writers);
        }

        await using var last = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        await Verify(last, acknowledged);
        Assert.True(acknowledged.Count >= Kills * 200);
    }

    private static async Task Write(
        RegistryProcess registry, int round, int writer, ConcurrentDictionary<(string, int), (int, string)> acknowledged)
    {
        var api = new RegistryApi(registry.Client);
        var subject = $"crash-{writer}";
        try
        {
            await api.Put($"config/{subject}", new { compatibility = "NONE" });
            for (var i = 0; ; i++)
            {
                var schema = AvroTexts.Record($"R{round}_{writer}_{i}");
                var answer = await api.Register(subject, schema);
                Assert.True(answer.IsSuccess, answer.ToString());
                Assert.True(acknowledged.TryAdd((subject, answer.Version), (answer.Id, schema)), $"{subject} {answer.Version} came twice");
            }
        }
        catch (HttpRequestException)
        {
            // Killed, as planned; what was not acknowledged may or may not be there.
        }
    }

    private static async Task Verify(
        RegistryProcess registry, ConcurrentDictionary<(string Subject, int Version), (int Id, string Schema)> acknowledged)
    {
        var api = new RegistryApi(registry.Client);
        foreach (var subject in acknowledged.Keys.Select(key => key.Subject).Distinct())
        {
            var versions = acknowledged.Where(entry => entry.Key.Subject == subject).ToDictionary(entry => entry.Key.Version, entry => entry.Value);
            var listed = await api.Get($"schemas?subjectPrefix={subject}");
            var found = listed.Body.EnumerateArray().ToDictionary(
                entry => entry.GetProperty("version").GetInt32(),
                entry => (entry.GetProperty("id").GetInt32(), entry.GetProperty("schema").GetString()!));
            for (var offset = found.Count; found.Count % 1_000 == 0 && offset > 0;)
            {
                listed = await api.Get($"schemas?subjectPrefix={subject}&offset={offset}");
                var page = listed.Body.EnumerateArray().ToList();
                page.ForEach(entry => found.Add(
                    entry.GetProperty("version").GetInt32(),
                    (entry.GetProperty("id").GetInt32(), entry.GetProperty("schema").GetString()!)));
                offset = page.Count == 0 ? 0 : offset + page.Count;
            }

            Assert.All(versions, version => Assert.Equal(version.Value, found[version.Key]));
        }
    }
}

using System.Globalization;
using System.Text.Json;

namespace SchemaRegistry.Cluster.Changes;

/// <summary>Writers, each with a subject of its own, that register, delete and configure at random. Failures are part of it.</summary>
internal sealed class ChangeLoad(Func<HttpClient> anyServer, string context, int writers)
{
    private int _acknowledged;

    /// <summary>Changes that were acknowledged.</summary>
    public int Acknowledged => Volatile.Read(ref _acknowledged);

    public IReadOnlyList<string> Subjects { get; } =
        [.. Enumerable.Range(0, writers).Select(writer => $":{context}:load-{writer.ToString(CultureInfo.InvariantCulture)}")];

    public Task Run(CancellationToken stop) => Task.WhenAll(
        Subjects.Select((subject, writer) => Task.Run(() => Write(subject, writer, stop), CancellationToken.None)));

    private async Task Write(string subject, int writer, CancellationToken stop)
    {
        var random = new Random(writer);
        var (step, highest) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            step++;
            var api = new RegistryApi(anyServer());
            try
            {
                var version = random.Next(1, highest + 2);
                var answer = random.Next(10) switch
                {
                    0 => await api.Delete($"subjects/{subject}/versions/{version}"),
                    1 or 2 => await DeleteForGood(api, subject, version),
                    3 => await api.Put($"config/{subject}", new { compatibility = "NONE", compatibilityGroup = $"g{step}" }),
                    4 => await api.Put($"mode/{subject}", new { mode = "READWRITE" }),
                    _ => await api.Register(subject, AvroTexts.Record($"W{writer}_{step}")),
                };
                if (answer.IsSuccess)
                {
                    Interlocked.Increment(ref _acknowledged);
                    highest = Math.Max(highest, VersionOf(answer));
                }
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException or TaskCanceledException)
            {
                // Its server was ended; what became of the change the log will tell.
                await Task.Delay(50, CancellationToken.None);
            }
        }
    }

    private static int VersionOf(ApiAnswer answer) =>
        answer.Body is { ValueKind: JsonValueKind.Object } body && body.TryGetProperty("version", out var version) ? version.GetInt32() : 0;

    private static async Task<ApiAnswer> DeleteForGood(RegistryApi api, string subject, int version)
    {
        await api.Delete($"subjects/{subject}/versions/{version}");
        return await api.Delete($"subjects/{subject}/versions/{version}?permanent=true");
    }
}

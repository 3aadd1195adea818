using System.Diagnostics;
using SchemaRegistry.Cluster.Loads;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>Callers that go on to the next silo when one has gone, as the clients of Kafka do.</summary>
internal sealed class PatientClients(IEnumerable<RegistryProcess> silos, TimeSpan patience) : IDisposable
{
    private const int Subjects = 30;
    private readonly HttpClient[] _clients = [.. silos.Select(silo => new HttpClient { BaseAddress = silo.BaseAddress, Timeout = patience })];
    private int _triedAgain;

    public int TriedAgain => _triedAgain;

    public async Task Prepare()
    {
        var api = new RegistryApi(_clients[0]);
        for (var subject = 0; subject < Subjects; subject++)
        {
            await api.Put($"config/upgraded-{subject}", new { compatibility = "NONE" });
            await api.Register($"upgraded-{subject}", AvroTexts.Record("First"));
        }
    }

    /// <summary>What was wrong with the last answer there was time for; null when one was right.</summary>
    public async Task<string?> Call(int n)
    {
        var started = Stopwatch.GetTimestamp();
        for (var turn = n; ; turn++)
        {
            var wrong = await Ask(new RegistryApi(_clients[turn % _clients.Length]), n);
            if (wrong is null || Stopwatch.GetElapsedTime(started) > patience)
            {
                return wrong;
            }

            Interlocked.Increment(ref _triedAgain);
            await Task.Delay(50);
        }
    }

    public void Dispose() => Array.ForEach(_clients, client => client.Dispose());

    private static async Task<string?> Ask(RegistryApi api, int n)
    {
        try
        {
            return SteadyLoad.WrongIn(n % 4 == 0
                ? await api.Register($"upgraded-{n % Subjects}", AvroTexts.Record($"R{n}"))
                : await api.Get($"subjects/upgraded-{n % Subjects}/versions/latest"));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return fault.Message;
        }
    }
}

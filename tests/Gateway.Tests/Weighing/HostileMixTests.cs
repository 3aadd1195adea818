using System.Diagnostics;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>Everything hostile in random order, beside callers who mean well.</summary>
[Slow]
[Collection(nameof(SmallHeap))]
public sealed class HostileMixTests(SmallHeap registry, ITestOutputHelper output) : RestTests(registry.Process)
{
    private const int Known = 20;
    private const int Hostile = 2;
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    [Fact]
    public async Task Honest_look_ups_are_answered_soon_while_the_process_is_attacked()
    {
        var seed = int.Parse(Environment.GetEnvironmentVariable("HOSTILE_SEED") ?? $"{Random.Shared.Next()}");
        output.WriteLine($"HOSTILE_SEED={seed}");
        var ids = new List<int>();
        for (var i = 0; i < Known; i++)
        {
            ids.Add(await IdOf($"{Subject}-{i}", Avro.Unique()));
        }

        var inputs = Enumerable.Range(0, Hostile)
            .Select(i => new HostileInputs((method, path, body) => Send(method, path, body), Registry, $"{Subject}-h{i}", seed + i, Token)).ToList();
        await Task.WhenAll(inputs.Select(input => input.Prepare()));
        var startedAt = Stopwatch.GetTimestamp();
        var length = TimeSpan.FromSeconds(TestLength.Of(60, 1_800));
        var attacks = inputs.Select(input => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(startedAt) < length)
            {
                await input.Next();
            }
        })).ToArray();

        var times = new List<TimeSpan>();
        while (!Array.TrueForAll(attacks, attack => attack.IsCompleted))
        {
            var path = times.Count % 2 == 0 ? $"/schemas/ids/{ids[times.Count % Known]}" : $"/subjects/{Subject}-{times.Count % Known}/versions/latest";
            var askedAt = Stopwatch.GetTimestamp();
            (await Get(path)).IsOk();
            times.Add(Stopwatch.GetElapsedTime(askedAt));
            await Task.WhenAny(Task.WhenAll(attacks), Task.Delay(Pause, Token));
        }

        await Task.WhenAll(attacks);
        times.Sort();
        output.WriteLine($"{times.Count} look-ups, p50 {times[times.Count / 2].TotalMilliseconds:0.0} ms, p99 {times[times.Count * 99 / 100].TotalMilliseconds:0.0} ms, longest {times[^1].TotalMilliseconds:0} ms, resident {Registry.ResidentBytes >> 20} MiB");
        output.WriteLine(string.Join('\n', Registry.Faults));
        Assert.Empty(inputs.SelectMany(input => input.Wrong));
        Assert.Empty(Registry.Faults);
        Assert.InRange(times[times.Count * 99 / 100], TimeSpan.Zero, Soon);
        Assert.InRange(Registry.ResidentBytes, 0, 2 * SmallHeap.HeapBytes);
    }
}

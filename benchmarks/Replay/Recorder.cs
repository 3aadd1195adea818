using SchemaRegistry.Replay.Doors;
using SchemaRegistry.Replay.Requests;

namespace SchemaRegistry.Replay;

/// <summary>Sends the requests that a seed stands for, one at a time, and writes down what comes back.</summary>
internal static class Recorder
{
    public static async Task Record(string assembly, string file, int seed, int requests)
    {
        await using var server = await Server.Start(assembly);
        await using var output = new StreamWriter(file);
        var memory = new Memory();
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        await foreach (var step in Plan.Of(new Dice(seed), requests, server.Settle))
        {
            var answer = await step.Send(server, memory);
            var exchange = new Exchange(number++, step.Operation, step.Request, answer.Status, answer.Headers, answer.Body);
            await output.WriteLineAsync(exchange.ToLine());
            counts[$"{step.Operation}\t{answer.Status}"] = counts.GetValueOrDefault($"{step.Operation}\t{answer.Status}") + 1;
        }

        foreach (var (kind, count) in counts)
        {
            Console.WriteLine($"{count,6}  {kind.Replace("\t", "  ", StringComparison.Ordinal)}");
        }

        Console.WriteLine($"{number,6}  requests, seed {seed}");
    }
}

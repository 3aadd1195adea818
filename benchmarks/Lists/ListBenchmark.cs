using System.Diagnostics;
using System.Globalization;

namespace SchemaRegistry.Benchmarks.Lists;

/// <summary>
/// Every list of a running registry that holds many subjects: time to the first byte, throughput, and what the process weighs
/// while it is listed.
/// </summary>
internal static class ListBenchmark
{
    private const int Rounds = 5;

    public static async Task<int> Run(Uri address, int subjects)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        await Seeding.Fill(client, subjects);
        string[] lists =
        [
            "/subjects?subjectPrefix=:*:",
            $"/subjects?subjectPrefix={Seeding.Prefix}",
            "/subjects?deleted=true",
            "/subjects?detail=latest&limit=1000",
            $"/subjects?offset={subjects / 2}&limit=100",
            "/schemas?subjectPrefix=:*:",
            "/schemas?latestOnly=true&limit=1000",
            $"/schemas?offset={subjects / 2}&limit=100",
            "/contexts",
            $"/subjects/{Seeding.Name(0)}/versions",
            "/schemas/ids/1/subjects",
        ];

        Console.WriteLine("| List | items' bytes | first byte | whole | MB/s | working set before, at most |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var list in lists)
        {
            Console.WriteLine(await Measure(client, list));
        }

        return 0;
    }

    private static async Task<string> Measure(HttpClient client, string list)
    {
        var before = await Process.WorkingSet(client);
        var (firsts, wholes) = (new List<double>(), new List<double>());
        var (bytes, most) = (0L, before);
        for (var round = 0; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync(list, HttpCompletionOption.ResponseHeadersRead);
            answer.EnsureSuccessStatusCode();
            await using var body = await answer.Content.ReadAsStreamAsync();
            var buffer = new byte[64 << 10];
            bytes = await body.ReadAsync(buffer);
            firsts.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            for (int read; (read = await body.ReadAsync(buffer)) > 0;)
            {
                bytes += read;
            }

            wholes.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            most = Math.Max(most, await Process.WorkingSet(client));
        }

        var (first, whole) = (Median(firsts), Median(wholes));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{list}` | {bytes:N0} | {first:F1} ms | {whole:F1} ms | {bytes / 1e3 / whole:F1} | {before:F0} MB, {most:F0} MB |");
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}

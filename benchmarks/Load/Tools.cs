using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Load;

/// <summary>The programs that make load. Each returns requests or transactions a second, and stops the run when one fails.</summary>
internal static partial class Tools
{
    /// <summary>64 connections of HTTP/1.1 on two threads.</summary>
    public static async Task<double> Wrk(int port, string script, int seconds)
    {
        var output = await Run("wrk", ["-t2", "-c64", $"-d{seconds}s", "-s", script, $"http://127.0.0.1:{port}"]);
        Refuse(output, output.Contains("Non-2xx", StringComparison.Ordinal) || output.Contains("Socket errors", StringComparison.Ordinal));
        return Number(WrkRate().Match(output), output);
    }

    /// <summary>16 connections of HTTP/2 with 32 calls in flight on each, all with one message.</summary>
    public static Task<double> H2Load(int port, string method, string bodyFile, int seconds) =>
        H2Load(port, method, bodyFile, 32, seconds);

    /// <summary>As many connections with one stream on each, which all send the messages of one file; counts messages.</summary>
    public static async Task<double> H2LoadStreams(int port, string method, string bodyFile, int messages, int seconds) =>
        messages * await H2Load(port, method, bodyFile, 1, seconds);

    private static async Task<double> H2Load(int port, string method, string bodyFile, int inFlight, int seconds)
    {
        var output = await Run("h2load",
        [
            "-c16", $"-m{inFlight}", "-t2", $"-D{seconds}", "--warm-up-time=1", "-d", bodyFile,
            "-H", "content-type: application/grpc", "-H", "te: trailers",
            $"http://127.0.0.1:{port}/schemaregistry.v1.SchemaRegistry/{method}",
        ]);
        Refuse(output, !output.Contains(" 0 4xx, 0 5xx", StringComparison.Ordinal));
        return Number(H2LoadRate().Match(output), output);
    }

    /// <summary>32 clients of PostgreSQL on two threads, with prepared statements.</summary>
    public static async Task<double> PgBench(string url, string script, int seconds)
    {
        var pgbench = Directory.GetFiles("/usr/lib/postgresql", "pgbench", SearchOption.AllDirectories).Order().Last();
        var output = await Run(pgbench, ["-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", $"{seconds}", "-f", script, url]);
        Refuse(output, output.Contains("aborted", StringComparison.Ordinal));
        return Number(PgBenchRate().Match(output), output);
    }

    private static async Task<string> Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program}: {await errors}{await output}");
    }

    private static void Refuse(string output, bool isBad)
    {
        if (isBad)
        {
            throw new InvalidOperationException($"Not every request succeeded:\n{output}");
        }
    }

    private static double Number(Match match, string output) => match.Success
        ? double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"No rate in:\n{output}");

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex WrkRate();

    [GeneratedRegex(@"finished in [\d.]+m?s, ([\d.]+) req/s")]
    private static partial Regex H2LoadRate();

    [GeneratedRegex(@"tps = ([\d.]+) \(without initial")]
    private static partial Regex PgBenchRate();
}

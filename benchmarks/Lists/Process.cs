using System.Globalization;

namespace SchemaRegistry.Benchmarks.Lists;

/// <summary>What the registry's process on this machine weighs, by the id in <c>REGISTRY_PID</c>; 0 when it is not told.</summary>
internal static class Process
{
    public static async Task<double> WorkingSet(HttpClient client)
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("REGISTRY_PID"), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return 0;
        }

        // A moment after the list, so that what it kept would show.
        using var answer = await client.GetAsync("/schemas/types");
        using var process = System.Diagnostics.Process.GetProcessById(id);
        return process.WorkingSet64 / 1e6;
    }
}

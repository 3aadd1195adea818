namespace SchemaRegistry.Load;

/// <summary>Bytes allocated for a cached lookup by id, ours and bare, each by the runtime's own count over many requests.</summary>
internal static class Allocation
{
    private const string Metric = "dotnet_gc_heap_total_allocated_bytes_total";

    public static async Task<(double Ours, double Bare)> Measure(Stage stage, int seconds)
    {
        var script = Cases.ByIdScript(stage);
        var ours = await PerRequest(() => stage.Counter(Metric), () => Tools.Wrk(stage.Registry.Port, script, seconds), seconds);
        var bare = await PerRequest(stage.BareAllocations, () => Tools.Wrk(stage.BareRestPort, script, seconds), seconds);
        return (ours, bare);
    }

    private static async Task<double> PerRequest(Func<Task<long>> allocated, Func<Task<double>> load, int seconds)
    {
        var before = await allocated();
        var rate = await load();
        var after = await allocated();
        return (after - before) / (rate * seconds);
    }
}

namespace SchemaRegistry.Load;

/// <summary>Sets the stage, measures what was asked for, and writes the report.</summary>
internal static class LoadRun
{
    private const string LatencyName = "latency, REST by id, open loop at half the peak rate";
    private const string AllocationName = "allocation, REST by id";
    private const string ColdStartName = "cold start";

    public static async Task Start(LoadOptions options)
    {
        await using var stage = await Stage.Set(options.Registry);
        var report = new Report(options);
        var cases = (await Cases.On(stage)).All();
        if (options.Against is { } other)
        {
            await using var otherStage = await Stage.Set(other);
            var others = (await Cases.On(otherStage)).All();
            await Measure(cases.Zip(others, (ours, theirs) => ours.Against(theirs, "the other build")), stage, options, report);
            return;
        }

        await Measure(cases, stage, options, report);

        if (options.Wants(LatencyName))
        {
            report.Add(LatencyName, await Latency(stage, options));
        }

        if (options.Wants(AllocationName))
        {
            report.Add(AllocationName, await Allocation.Measure(stage, options.Seconds));
        }

        if (options.Wants(ColdStartName))
        {
            report.Add($"{ColdStartName}, {options.Versions:N0} versions stored", await ColdStart.Measure(stage, options.Versions));
        }

        report.Write();
    }

    private static async Task Measure(IEnumerable<LoadCase> cases, Stage stage, LoadOptions options, Report report)
    {
        foreach (var load in cases.Where(load => options.Wants(load.Name)))
        {
            report.Add(await LoadResult.Measure(load, stage, options));
        }
    }

    private static async Task<(Latencies Ours, Latencies Bare)> Latency(Stage stage, LoadOptions options)
    {
        var paths = Cases.ByIdPaths(stage).ToList();
        await Tools.Wrk(stage.Registry.Port, Cases.ByIdScript(stage), LoadResult.WarmUp);
        var rate = await Tools.Wrk(stage.Registry.Port, Cases.ByIdScript(stage), options.Seconds) / 2;
        await OpenLoop.Measure(stage.Registry.Port, paths, rate, 2);
        var (ours, bare) = (new List<Latencies>(), new List<Latencies>());
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            ours.Add(await OpenLoop.Measure(stage.Registry.Port, paths, rate, options.Seconds));
            bare.Add(await OpenLoop.Measure(stage.BareRestPort, paths, rate, options.Seconds));
        }

        return (Latencies.Median(ours), Latencies.Median(bare));
    }
}

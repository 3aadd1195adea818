namespace SchemaRegistry.Load;

/// <summary>Something of ours and what it is measured against, each as a rate over some seconds.</summary>
/// <param name="Target">The least ratio of the two that is aimed at; null when none is.</param>
internal sealed record LoadCase(
    string Name, string Baseline, double? Target, Func<int, Task<double>> Ours, Func<int, Task<double>> Bare)
{
    /// <summary>The least that a build keeps of what one before it did.</summary>
    private const double Kept = 0.97;

    public LoadCase Against(LoadCase other, string name) => this with { Baseline = name, Target = Kept, Bare = other.Ours };
}

/// <summary>What came of a case: medians, and the range of the ratios of the pairs.</summary>
internal sealed record LoadResult(LoadCase Case, double Ours, double Bare, double Ratio, double Lowest, double Highest)
{
    /// <summary>Seconds of load before anything counts.</summary>
    public const int WarmUp = 10;

    private const string CompiledMethods = "dotnet_jit_compiled_methods_total";
    private const int MostWarmUps = 5;
    private const int FewMethods = 150;

    /// <summary>Takes turns, so that what else the machine does falls on both.</summary>
    public static async Task<LoadResult> Measure(LoadCase load, Stage stage, LoadOptions options)
    {
        // Until the runtime has compiled for good what is called often, which takes a slow machine a minute.
        var (compiled, before) = (await stage.Counter(CompiledMethods), long.MinValue / 2);
        for (var round = 0; round < MostWarmUps && compiled - before >= FewMethods; round++)
        {
            await load.Ours(WarmUp);
            await load.Bare(WarmUp);
            (before, compiled) = (compiled, await stage.Counter(CompiledMethods));
        }

        var pairs = new List<(double Ours, double Bare)>();
        for (var pair = 0; pair < options.Pairs; pair++)
        {
            pairs.Add((await load.Ours(options.Seconds), await load.Bare(options.Seconds)));
        }

        var ratios = pairs.Select(pair => pair.Ours / pair.Bare).Order().ToList();
        return new LoadResult(
            load, Median(pairs.Select(pair => pair.Ours)), Median(pairs.Select(pair => pair.Bare)), Median(ratios), ratios[0], ratios[^1]);
    }

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[sorted.Count / 2] + sorted[(sorted.Count - 1) / 2]) / 2;
    }
}

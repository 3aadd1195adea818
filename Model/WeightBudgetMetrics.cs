using System.Diagnostics.Metrics;

namespace SchemaRegistry.Model;

/// <summary>What a budget shows of itself.</summary>
public static class WeightBudgetMetrics
{
    public const string MeterName = "SchemaRegistry.Memory";

    /// <param name="budget">Of which.</param>
    /// <param name="meter">Where.</param>
    /// <param name="name">What it is called there.</param>
    /// <param name="what">What is taken on.</param>
    public static void Show(this WeightBudget budget, Meter meter, string name, string what)
    {
        meter.CreateObservableGauge($"schema_registry.{name}.taken", () => budget.Taken, "By", $"What {what} take.");
        meter.CreateObservableGauge($"schema_registry.{name}.waiting", () => budget.Waiting, "By", $"What {what} would take that wait for room.");
        meter.CreateObservableCounter($"schema_registry.{name}.refused", () => budget.Refused, "{request}", $"Refused, as there was no room for {what} in time.");
    }
}

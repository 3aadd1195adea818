using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas.Json.Comparison;

/// <summary>
/// The result of comparing one pair of nodes. Paths are relative to the pair, and results of inner pairs are shared, not
/// copied, so that a pair which is reached by many paths is stored once.
/// </summary>
internal sealed class Outcome(bool isCompatible, OutcomeEntry[] entries)
{
    /// <summary>No difference.</summary>
    public static readonly Outcome Equal = new(true, []);

    /// <summary>Incompatible, without findings: they are recorded where the pair is compared first.</summary>
    public static readonly Outcome Refuted = new(false, []);

    public static readonly Outcome SchemaAdded = Of(JsonSchemaRules.SchemaAdded);
    public static readonly Outcome SchemaRemoved = Of(JsonSchemaRules.SchemaRemoved);
    public static readonly Outcome TypeChanged = Of(JsonSchemaRules.TypeChanged);

    public bool IsCompatible { get; } = isCompatible;

    public OutcomeEntry[] Entries { get; } = entries;

    private static Outcome Of(FindingRule rule) => new(rule.Compatible, [new OutcomeEntry("", rule, null)]);
}

/// <summary>One difference, or all those of an inner pair, at a relative path.</summary>
internal readonly record struct OutcomeEntry(string Path, FindingRule? Rule, Outcome? Inner);

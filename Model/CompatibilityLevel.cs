namespace SchemaRegistry.Model;

/// <summary>Which earlier versions a new one is compared with, and in which direction (reference 11.1).</summary>
public enum CompatibilityLevel
{
    /// <summary>One that a newer build has stored. Taken for the strictest.</summary>
    Unknown = -1,
    None = 0,
    Backward = 1,
    BackwardTransitive = 2,
    Forward = 3,
    ForwardTransitive = 4,
    Full = 5,
    FullTransitive = 6,
}

/// <summary>The wire names of levels and policies, read without regard to case and written in upper case.</summary>
public static class CompatibilityNames
{
    public static bool TryParse(string? name, out CompatibilityLevel level)
    {
        (level, var known) = name?.ToUpperInvariant() switch
        {
            "NONE" => (CompatibilityLevel.None, true),
            "BACKWARD" => (CompatibilityLevel.Backward, true),
            "BACKWARD_TRANSITIVE" => (CompatibilityLevel.BackwardTransitive, true),
            "FORWARD" => (CompatibilityLevel.Forward, true),
            "FORWARD_TRANSITIVE" => (CompatibilityLevel.ForwardTransitive, true),
            "FULL" => (CompatibilityLevel.Full, true),
            "FULL_TRANSITIVE" => (CompatibilityLevel.FullTransitive, true),
            _ => (default, false),
        };
        return known;
    }

    public static bool TryParse(string? name, out CompatibilityPolicy policy)
    {
        (policy, var known) = name?.ToUpperInvariant() switch
        {
            "STRICT" => (CompatibilityPolicy.Strict, true),
            "LENIENT" => (CompatibilityPolicy.Lenient, true),
            "LOGICAL" => (CompatibilityPolicy.Logical, true),
            _ => (default, false),
        };
        return known;
    }

    public static string WireName(this CompatibilityLevel level) => level switch
    {
        CompatibilityLevel.None => "NONE",
        CompatibilityLevel.Backward => "BACKWARD",
        CompatibilityLevel.BackwardTransitive => "BACKWARD_TRANSITIVE",
        CompatibilityLevel.Forward => "FORWARD",
        CompatibilityLevel.ForwardTransitive => "FORWARD_TRANSITIVE",
        CompatibilityLevel.Full => "FULL",
        CompatibilityLevel.FullTransitive => "FULL_TRANSITIVE",
        _ => UnknownName.Text,
    };

    public static string WireName(this CompatibilityPolicy policy) => policy switch
    {
        CompatibilityPolicy.Strict => "STRICT",
        CompatibilityPolicy.Lenient => "LENIENT",
        CompatibilityPolicy.Logical => "LOGICAL",
        _ => UnknownName.Text,
    };
}

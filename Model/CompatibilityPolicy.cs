namespace SchemaRegistry.Model;

/// <summary>How strictly JSON Schema content models are judged (reference 11.4).</summary>
public enum CompatibilityPolicy
{
    /// <summary>One that a newer build has stored. Taken for the strictest.</summary>
    Unknown = -1,
    Strict = 0,
    Lenient = 1,
    Logical = 2,
}

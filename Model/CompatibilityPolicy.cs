namespace SchemaRegistry.Model;

/// <summary>How strictly JSON Schema content models are judged (reference 11.4).</summary>
public enum CompatibilityPolicy
{
    Strict = 0,
    Lenient = 1,
    Logical = 2,
}

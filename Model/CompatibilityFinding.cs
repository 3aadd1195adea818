namespace SchemaRegistry.Model;

/// <summary>A difference that makes a schema incompatible, as clients see it.</summary>
/// <param name="Rule">The kind of difference, such as <c>FIELD_ADDED</c>.</param>
/// <param name="Path">Where, in the notation of the format.</param>
/// <param name="Message">A sentence for a person.</param>
/// <param name="Hint">What to do instead; null when there is no general advice.</param>
public sealed record CompatibilityFinding(string Rule, string Path, string Message, string? Hint);

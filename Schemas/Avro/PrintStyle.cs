namespace SchemaRegistry.Schemas.Avro;

/// <summary>The forms of one schema that the printer writes.</summary>
/// <param name="Sorted">Custom attributes and aliases in the order of their names, <c>error</c> as <c>record</c>.</param>
/// <param name="Normal">
/// Also the rest of the normal form (reference 10.1): logical types first, floating-point defaults with a fraction, empty
/// docs left out.
/// </param>
/// <param name="Meaning">Only what decides whether two definitions of one name are the same: no docs, aliases and enum defaults.</param>
internal sealed record PrintStyle(bool Sorted, bool Normal = false, bool Meaning = false)
{
    /// <summary>As stored.</summary>
    public static readonly PrintStyle Canonical = new(Sorted: false);

    /// <summary>As stored after normalisation.</summary>
    public static readonly PrintStyle Normalized = new(Sorted: true, Normal: true);

    /// <summary>Equal for equal schemas (reference 6.4).</summary>
    public static readonly PrintStyle Identity = new(Sorted: true);

    /// <summary>Equal for definitions that count as the same.</summary>
    public static readonly PrintStyle Definition = new(Sorted: true, Meaning: true);
}

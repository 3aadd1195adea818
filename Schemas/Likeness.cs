namespace SchemaRegistry.Schemas;

/// <summary>
/// Tells most schemas apart without comparing them: of two that are the same (<see cref="ParsedSchema.IsSameAs"/>) at least one
/// of the numbers is equal. Others may share one by chance. Holds within one process.
/// </summary>
/// <param name="AsWritten">Of the text with references left as names.</param>
/// <param name="WrittenOut">Of the form with references written out.</param>
public readonly record struct Likeness(int AsWritten, int WrittenOut);

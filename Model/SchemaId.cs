namespace SchemaRegistry.Model;

/// <summary>An id inside a context.</summary>
/// <param name="Context">With its leading dot.</param>
/// <param name="Id">1 to 2^31-1.</param>
public readonly record struct SchemaId(string Context, int Id)
{
    // The number tells nearly all apart; hashing the context's name would cost every look-up a pass over its text.
    public override int GetHashCode() => Id;
}

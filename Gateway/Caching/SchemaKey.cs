namespace SchemaRegistry.Gateway.Caching;

/// <summary>An id in a context.</summary>
internal readonly record struct SchemaKey(string Context, int Id)
{
    public bool Equals(SchemaKey other) => Id == other.Id && string.Equals(Context, other.Context, StringComparison.Ordinal);

    public override int GetHashCode() => Id;
}

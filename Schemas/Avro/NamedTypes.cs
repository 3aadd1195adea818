namespace SchemaRegistry.Schemas.Avro;

/// <summary>The named types a text defines, on top of those that its references define.</summary>
internal sealed class NamedTypes(NamedTypes? referenced = null)
{
    private readonly Dictionary<string, NamedType> _types = new(StringComparer.Ordinal);

    public IEnumerable<string> Names => _types.Keys;

    public NamedType? Find(string full) => referenced?.Find(full) ?? _types.GetValueOrDefault(full);

    public void Add(NamedType type) => _types.Add(type.Name.Full, type);
}

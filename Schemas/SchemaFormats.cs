using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas;

/// <summary>The formats this registry knows, by type.</summary>
public sealed class SchemaFormats(IEnumerable<ISchemaFormat> formats)
{
    private readonly ImmutableDictionary<SchemaType, ISchemaFormat> _formats = formats.ToImmutableDictionary(format => format.Type);

    /// <summary>Null when the type is not built into this registry.</summary>
    public ISchemaFormat? Find(SchemaType type) => _formats.GetValueOrDefault(type);

    public IEnumerable<SchemaType> Types => _formats.Keys.Order();
}

using SchemaRegistry.Schemas.Protobuf.Linking;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Writes type names in full, with a leading dot. A name that leads nowhere stays as it is.</summary>
internal sealed class Qualifier(LinkedFile file)
{
    // Full names of deeply nested types can make a small text very large, so their total length is limited.
    private int _charsLeft = 16_000_000;

    public string Type(string name, Symbol? scope)
    {
        if (ScalarTypes.Find(name) is not null || file.Names.FindType(name, scope) is not { } type)
        {
            return name;
        }

        _charsLeft -= type.FullName.Length;
        return _charsLeft < 0 ? name : "." + type.FullName;
    }
}

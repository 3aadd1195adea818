using SchemaRegistry.Schemas.Protobuf.Linking;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>Finds the fields that the keys of an aggregate stand for; the key of an extension is in brackets.</summary>
internal sealed class FieldFinder(NameTable names)
{
    public FieldReference? Find(string key, Symbol type)
    {
        if (!key.StartsWith('['))
        {
            return type.FindField(key) is { } field ? FieldReference.Of(field, type) : null;
        }

        var name = key[1..^1];
        return (names.FindExtension(name, type.Parent) ?? names.FindExtension("." + name, null)) is { } extension && Extends(extension, type)
            ? FieldReference.OfExtension(extension)
            : null;
    }

    private static bool Extends(Symbol extension, Symbol message) =>
        extension.File!.Names.FindType(extension.Target!, extension.Parent)?.FullName == message.FullName;
}

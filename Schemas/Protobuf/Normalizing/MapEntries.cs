using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Normalizing;

/// <summary>Turns a repeated field over a spelled-out entry message back into the map field it stands for.</summary>
internal static class MapEntries
{
    public static FieldNode Fold(FieldNode field, NameTable names, Symbol? scope)
    {
        if (field.Label != FieldLabel.Repeated
            || ScalarTypes.Find(field.Type) is not null
            || names.FindType(field.Type, scope) is not { Message: { } entry }
            || !entry.IsMapEntry())
        {
            return field;
        }

        var key = entry.Fields.FirstOrDefault(part => part.Number == 1);
        var value = entry.Fields.FirstOrDefault(part => part.Number == 2);
        return key is null || value is null
            ? field
            : field with { Label = FieldLabel.None, MapKey = key.Type, Type = value.Type };
    }
}

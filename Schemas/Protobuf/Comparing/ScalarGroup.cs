using SchemaRegistry.Schemas.Protobuf.Linking;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>Scalar types that read each other's bytes.</summary>
internal enum ScalarGroup
{
    Integer = 0,
    ZigZag = 1,
    StringOrBytes = 2,
    Fixed32 = 3,
    Fixed64 = 4,
    Float = 5,
    Double = 6,
}

internal static class ScalarGroups
{
    public static ScalarGroup Of(FieldKind kind) => kind switch
    {
        FieldKind.SInt32 or FieldKind.SInt64 => ScalarGroup.ZigZag,
        FieldKind.String or FieldKind.Bytes => ScalarGroup.StringOrBytes,
        FieldKind.Fixed32 or FieldKind.SFixed32 => ScalarGroup.Fixed32,
        FieldKind.Fixed64 or FieldKind.SFixed64 => ScalarGroup.Fixed64,
        FieldKind.Float => ScalarGroup.Float,
        FieldKind.Double => ScalarGroup.Double,
        _ => ScalarGroup.Integer,
    };
}

using System.Collections.Frozen;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>The types of fields as descriptors number them.</summary>
internal enum FieldKind
{
    Double = 1,
    Float = 2,
    Int64 = 3,
    UInt64 = 4,
    Int32 = 5,
    Fixed64 = 6,
    Fixed32 = 7,
    Bool = 8,
    String = 9,
    Group = 10,
    Message = 11,
    Bytes = 12,
    UInt32 = 13,
    Enum = 14,
    SFixed32 = 15,
    SFixed64 = 16,
    SInt32 = 17,
    SInt64 = 18,
}

internal static class ScalarTypes
{
    private static readonly FrozenDictionary<string, FieldKind> Kinds = new Dictionary<string, FieldKind>
    {
        ["double"] = FieldKind.Double,
        ["float"] = FieldKind.Float,
        ["int64"] = FieldKind.Int64,
        ["uint64"] = FieldKind.UInt64,
        ["int32"] = FieldKind.Int32,
        ["fixed64"] = FieldKind.Fixed64,
        ["fixed32"] = FieldKind.Fixed32,
        ["bool"] = FieldKind.Bool,
        ["string"] = FieldKind.String,
        ["bytes"] = FieldKind.Bytes,
        ["uint32"] = FieldKind.UInt32,
        ["sfixed32"] = FieldKind.SFixed32,
        ["sfixed64"] = FieldKind.SFixed64,
        ["sint32"] = FieldKind.SInt32,
        ["sint64"] = FieldKind.SInt64,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<FieldKind, string> Names =
        Kinds.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static FieldKind? Find(string type) => Kinds.TryGetValue(type, out var kind) ? kind : null;

    /// <summary>Empty for the kinds that have names of their own.</summary>
    public static string NameOf(FieldKind kind) => Names.GetValueOrDefault(kind, "");

    public static bool CanBeMapKey(FieldKind kind) =>
        kind is not (FieldKind.Double or FieldKind.Float or FieldKind.Bytes or FieldKind.Message or FieldKind.Group or FieldKind.Enum);

    /// <summary>Whether repeated values can share one length-delimited record.</summary>
    public static bool CanBePacked(FieldKind kind) =>
        kind is not (FieldKind.String or FieldKind.Bytes or FieldKind.Message or FieldKind.Group);
}

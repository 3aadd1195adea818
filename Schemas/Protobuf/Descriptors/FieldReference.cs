using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Descriptors;

/// <summary>A field or extension together with where it is defined, so that its type can be looked up.</summary>
internal readonly record struct FieldReference(FieldNode Node, LinkedFile File, Symbol? Scope, bool IsExtension)
{
    public bool IsRepeated => Node.Label == FieldLabel.Repeated || Node.IsMap;

    /// <summary>What its type name stands for: null for scalars and for names that lead nowhere.</summary>
    public Symbol? Type => Node.Group is null
        ? File.Names.FindType(Node.Type, Scope)
        : Scope is null ? File.Names.FindOwn(Node.Name) : Scope.Find(Node.Name);

    public FieldKind? Kind => Node.IsGroup ? FieldKind.Group
        : ScalarTypes.Find(Node.Type) ?? Type?.Kind switch
        {
            SymbolKind.Message => FieldKind.Message,
            SymbolKind.Enum => FieldKind.Enum,
            _ => null,
        };

    /// <summary>Whether repeated values are written in one record.</summary>
    public bool IsPacked
    {
        get
        {
            if (Node.Label != FieldLabel.Repeated || Kind is not { } kind || !ScalarTypes.CanBePacked(kind))
            {
                return false;
            }

            var stated = Node.Options.FirstOrDefault(option => option.IsBuiltIn("packed"));
            return stated is null ? File.Source.IsProto3 : stated.Value is NameValue { Text: "true" };
        }
    }

    /// <summary>Whether it is an option that compilers leave out of descriptors.</summary>
    public bool IsSourceOnly =>
        Node.Options.Any(option => option.IsBuiltIn("retention") && option.Value is NameValue { Text: "RETENTION_SOURCE" });

    /// <summary>Whether a zero value is not written: scalars of proto3 without a label, outside oneofs.</summary>
    public bool HidesZero =>
        File.Source.IsProto3 && !IsExtension && Node is { Label: FieldLabel.None, IsMap: false, InOneOf: false } && Kind != FieldKind.Message;

    public static FieldReference Of(FieldNode field, Symbol message) => new(field, message.File!, message, IsExtension: false);

    public static FieldReference OfExtension(Symbol extension) =>
        new(extension.Extension!, extension.File!, extension.Parent, IsExtension: true);
}

using SchemaRegistry.Schemas.Protobuf.Linking;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>What a type name stands for: a scalar, a symbol, or, when it leads nowhere, only its text.</summary>
internal readonly record struct ResolvedType(string Text, FieldKind? Scalar, Symbol? Symbol)
{
    public static ResolvedType Of(string text, LinkedFile file, Symbol? scope)
    {
        if (ScalarTypes.Find(text) is { } scalar)
        {
            return new ResolvedType(text, scalar, null);
        }

        var symbol = file.Names.FindType(text, scope);
        return new ResolvedType(text, symbol is { Kind: SymbolKind.Enum } ? FieldKind.Enum : null, symbol);
    }
}

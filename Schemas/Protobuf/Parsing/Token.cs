using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Parsing;

internal enum TokenKind
{
    End = 0,
    Word = 1,
    Integer = 2,
    Float = 3,
    String = 4,
    Symbol = 5,
}

/// <summary>A stretch of the source. Strings include their quotes.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length, Position Position);

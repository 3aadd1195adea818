using SchemaRegistry.Schemas.Protobuf.Linking;
using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Comparing;

/// <summary>A message with the file and symbol in which the names inside it are looked up.</summary>
internal readonly record struct Scope(LinkedFile File, Symbol? Symbol, MessageNode Message)
{
    public static Scope Of(Symbol symbol) => new(symbol.File!, symbol, symbol.Message!);

    public Scope Nested(MessageNode message) =>
        new(File, Symbol is null ? File.Names.FindOwn(message.Name) : Symbol.Find(message.Name), message);

    public ResolvedType Resolve(string type) => ResolvedType.Of(type, File, Symbol);
}

using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>What all named types share.</summary>
internal readonly record struct Naming(
    AvroName Name, string? Doc, ImmutableArray<AvroName> Aliases, ImmutableArray<JsonMember> Props);

/// <summary>A record, enum or fixed.</summary>
internal abstract class NamedType(AvroKind kind, Naming naming) : AvroType(kind, naming.Props)
{
    public AvroName Name { get; } = naming.Name;

    public string? Doc { get; } = naming.Doc;

    public ImmutableArray<AvroName> Aliases { get; } = naming.Aliases;

    public override string BranchName => Name.Full;
}

internal sealed class EnumType(Naming naming, ImmutableArray<string> symbols, string? defaultSymbol) : NamedType(AvroKind.Enum, naming)
{
    public ImmutableArray<string> Symbols { get; } = symbols;

    public string? Default { get; } = defaultSymbol;
}

internal sealed class FixedType(Naming naming, int size) : NamedType(AvroKind.Fixed, naming)
{
    public int Size { get; } = size;
}

using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// A node of a schema. Named types are shared by all their uses, so that a schema is a graph which may be cyclic. Nothing
/// changes once the parser has handed it out.
/// </summary>
internal abstract class AvroType(AvroKind kind, ImmutableArray<JsonMember> props)
{
    public AvroKind Kind { get; } = kind;

    /// <summary>Attributes the format gives no meaning to, in source order.</summary>
    public ImmutableArray<JsonMember> Props { get; } = props;

    /// <summary>What makes a branch of a union different from the others.</summary>
    public virtual string BranchName => Kind.Name();

    /// <summary>Puts the definition in the place where only its name was known so far.</summary>
    public virtual void Replace(int index, AvroType type) => throw new InvalidOperationException("No type inside a " + Kind.Name());
}

internal sealed class PrimitiveType(AvroKind kind, ImmutableArray<JsonMember> props) : AvroType(kind, props);

/// <summary>An array or a map.</summary>
internal sealed class CollectionType(AvroKind kind, AvroType items, ImmutableArray<JsonMember> props) : AvroType(kind, props)
{
    /// <summary>The type of the items of an array or the values of a map.</summary>
    public AvroType Items { get; private set; } = items;

    public override void Replace(int index, AvroType type) => Items = type;
}

internal sealed class UnionType(AvroType[] branches) : AvroType(AvroKind.Union, [])
{
    public ReadOnlySpan<AvroType> Branches => branches;

    public override void Replace(int index, AvroType type) => branches[index] = type;
}

/// <summary>A name used before it is defined. None is left once a schema is parsed.</summary>
internal sealed class ForwardType(string full, string given) : AvroType(AvroKind.Record, [])
{
    /// <summary>The name read within the enclosing namespace.</summary>
    public string Full { get; } = full;

    /// <summary>The name as written, which may also lie outside of all namespaces.</summary>
    public string Given { get; } = given;

    public override string BranchName => Full;
}

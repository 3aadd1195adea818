using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas;

/// <summary>A stored schema of a type that this build knows no format of. It is shown as it is, and like none but itself.</summary>
public sealed class ForeignSchema(SchemaContent content) : ParsedSchema
{
    public override SchemaType Type => content.Type;

    public override string CanonicalText => content.Text;

    public override ImmutableArray<SchemaReference> References => content.References;

    public override IEnumerable<string> FieldNames => [];

    public override SchemaError? Validate(bool validateFields) => null;

    public override ParsedSchema Normalized() => this;

    public override bool IsSameAs(ParsedSchema other) =>
        other is ForeignSchema && other.Type == Type && other.CanonicalText == CanonicalText && other.References.SequenceEqual(References);

    /// <summary>What the two have to do with each other cannot be told; <see cref="CompatibilityChecker"/> does not ask.</summary>
    public override ImmutableArray<Finding> ReadingFrom(ParsedSchema writer) => [];
}

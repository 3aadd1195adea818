using System.Collections.Immutable;

namespace SchemaRegistry.Model;

/// <summary>
/// What an id stands for: canonical text, type, resolved references, metadata and rules. Immutable once registered.
/// </summary>
public sealed record SchemaContent(
    SchemaType Type,
    string Text,
    ImmutableArray<SchemaReference> References,
    Metadata? Metadata = null,
    RuleSet? RuleSet = null)
{
    public bool Equals(SchemaContent? other) =>
        other is not null
        && Type == other.Type
        && Text == other.Text
        && References.SequenceEqual(other.References)
        && Equals(Metadata, other.Metadata)
        && Equals(RuleSet, other.RuleSet);

    public override int GetHashCode() => HashCode.Combine(Type, Text, References.Length);
}

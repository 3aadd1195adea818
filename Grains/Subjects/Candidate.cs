using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>A parsed schema with the metadata and rules it would be stored with.</summary>
internal sealed record Candidate(ParsedSchema Schema, SchemaContent Content, ContentHash Hash)
{
    public static Candidate Of(ParsedSchema schema, Metadata? metadata, RuleSet? rules)
    {
        var content = new SchemaContent(schema.Type, schema.CanonicalText, schema.References, metadata, rules);
        return new Candidate(schema, content, ContentHash.Of(content));
    }

    public Candidate With(Metadata? metadata, RuleSet? rules) =>
        Equals(metadata, Content.Metadata) && Equals(rules, Content.RuleSet) ? this : Of(Schema, metadata, rules);
}

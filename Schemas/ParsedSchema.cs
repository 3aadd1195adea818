using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Compatibility;

namespace SchemaRegistry.Schemas;

/// <summary>A parsed schema with its references resolved. Immutable and thread-safe.</summary>
public abstract class ParsedSchema
{
    public abstract SchemaType Type { get; }

    /// <summary>The stored and returned form of the text (reference 10): no normalisation, references left as names.</summary>
    public abstract string CanonicalText { get; }

    /// <summary>The direct references, in the order they will be stored.</summary>
    public abstract ImmutableArray<SchemaReference> References { get; }

    /// <summary>The names of the top-level fields, which reserved names are checked against (reference 11.6).</summary>
    public abstract IEnumerable<string> FieldNames { get; }

    /// <summary>Checks that go beyond parsing: run on new schemas, not on imports. Null when there is nothing wrong.</summary>
    public abstract SchemaError? Validate(bool validateFields);

    /// <summary>The same schema in normal form (reference 10), references sorted by subject and version and de-duplicated.</summary>
    public abstract ParsedSchema Normalized();

    /// <summary>
    /// The text in one of the forms of the <c>format</c> parameter (reference 10.4). An unknown form gives the canonical text.
    /// </summary>
    public virtual string Formatted(string format) => CanonicalText;

    /// <summary>
    /// The records and fields whose text bears tags, in the order of the text, those of references included. None in a
    /// format without inline tags.
    /// </summary>
    public virtual ImmutableArray<EntityTags> InlineTags => [];

    /// <summary>
    /// The same schema with tags added to and then removed from its text (reference 6.6).
    /// </summary>
    /// <param name="added">Tags to add to those that are there.</param>
    /// <param name="removed">Tags to take away; those that are not there are no error.</param>
    /// <param name="skipMissing">Passes over entities to add to that the text does not hold; otherwise they are an error.</param>
    public virtual ParseResult WithTags(
        ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed, bool skipMissing = false) =>
        ParseResult.Fail($"Tags inside schemas of type {Type.WireName()} are not supported");

    /// <summary>
    /// Whether a lookup of <paramref name="other"/> may answer with this schema (reference 6.4): structural equality in
    /// Avro, equality of canonical text elsewhere; a side without references is compared in fully resolved form.
    /// </summary>
    public abstract bool IsSameAs(ParsedSchema other);

    /// <summary>Spares most calls of <see cref="IsSameAs"/>.</summary>
    public virtual Likeness Likeness
    {
        get
        {
            var number = string.GetHashCode(CanonicalText, StringComparison.Ordinal);
            return new Likeness(number, number);
        }
    }

    /// <summary>
    /// Everything that differs when this schema reads what <paramref name="writer"/> wrote, compatible differences included.
    /// Both are of the same type. Never throws: a comparison that exceeds its work budget reports
    /// <see cref="CommonRules.TooComplex"/>.
    /// </summary>
    public abstract ImmutableArray<Finding> ReadingFrom(ParsedSchema writer);

    /// <summary>
    /// The same under a policy. It matters to JSON Schema only: there it also decides which branches of a combination match.
    /// </summary>
    public virtual ImmutableArray<Finding> ReadingFrom(ParsedSchema writer, CompatibilityPolicy policy) => ReadingFrom(writer);

    /// <summary>References sorted by subject and version, duplicates removed: their normal form in every format.</summary>
    protected static ImmutableArray<SchemaReference> Normalize(ImmutableArray<SchemaReference> references) =>
        [.. references
            .Distinct()
            .OrderBy(reference => reference.Subject, StringComparer.Ordinal)
            .ThenBy(reference => reference.Version)];
}

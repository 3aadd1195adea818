using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Identity;

/// <summary>Contents that Confluent's GUID cannot tell apart, as its parts are not separated.</summary>
public sealed class ContentHashTests
{
    private static readonly Metadata Empty = new(
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty, ImmutableSortedDictionary<string, string>.Empty, []);

    public static TheoryData<string, SchemaContent, SchemaContent> Collisions() => new()
    {
        { "type", Content("x"), Content("x") with { Type = SchemaType.Json } },
        { "name and subject", Content("x", new SchemaReference("ab", "c", 1)), Content("x", new SchemaReference("a", "bc", 1)) },
        { "text and name", Content("xa", new SchemaReference("b", "c", 1)), Content("x", new SchemaReference("ab", "c", 1)) },
        {
            "one reference and two",
            Content("x", new SchemaReference("a", "b", 0x63646566), new SchemaReference("g", "h", 1)),
            Content("x", new SchemaReference("a", "bcdefgh", 1))
        },
        { "key and value", With(Properties("ab", "c")), With(Properties("a", "bc")) },
        { "properties and sensitive names", With(Properties("a", "b")), With(new Metadata(Sensitive: ["a", "b"])) },
        { "no metadata and a control character", Content("x") with { Metadata = new Metadata() }, Content("x\u0001") },
        { "metadata and rules", Content("x") with { Metadata = new Metadata() }, Content("x") with { RuleSet = new RuleSet() } },
        { "name and doc of a rule", WithRule(new Rule("a", Doc: "b")), WithRule(new Rule("ab")) },
        { "doc and kind of a rule", WithRule(new Rule("a", Doc: "b")), WithRule(new Rule("a", Kind: "b")) },
        {
            "the list a rule is in",
            Content("x") with { RuleSet = new RuleSet(DomainRules: [new Rule("a")]) },
            Content("x") with { RuleSet = new RuleSet(MigrationRules: [new Rule("a")]) }
        },
    };

    [Theory]
    [MemberData(nameof(Collisions))]
    public void Contents_with_one_guid_have_different_hashes(string what, SchemaContent left, SchemaContent right)
    {
        _ = what;

        Assert.Equal(SchemaGuid.Of(left), SchemaGuid.Of(right));
        Assert.NotEqual(ContentHash.Of(left), ContentHash.Of(right));
    }

    [Fact]
    public void A_member_that_was_not_given_is_the_same_as_an_empty_one() =>
        Assert.Equal(ContentHash.Of(With(Empty)), ContentHash.Of(With(new Metadata())));

    [Fact]
    public void Equal_contents_have_equal_hashes() =>
        Assert.Equal(ContentHash.Of(With(Properties("a", "b"))), ContentHash.Of(With(Properties("a", "b"))));

    [Fact]
    public void A_hash_is_read_back_from_its_bytes()
    {
        var hash = ContentHash.Of(Content("x"));

        Assert.Equal(hash, ContentHash.Read(hash.ToArray()));
    }

    private static SchemaContent Content(string text, params SchemaReference[] references) =>
        new(SchemaType.Avro, text, [.. references]);

    private static SchemaContent With(Metadata metadata) => Content("x") with { Metadata = metadata };

    private static SchemaContent WithRule(Rule rule) => Content("x") with { RuleSet = new RuleSet(DomainRules: [rule]) };

    private static Metadata Properties(string key, string value) => new(
        Properties: ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(key, value));
}

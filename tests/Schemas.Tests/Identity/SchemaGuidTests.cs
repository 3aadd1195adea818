using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas.Tests.Identity;

/// <summary>The vectors of reference 10.5.</summary>
public sealed class SchemaGuidTests
{
    private static readonly Metadata Empty = new(
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty, ImmutableSortedDictionary<string, string>.Empty, []);

    private static readonly SchemaContent Plain = new(SchemaType.Avro, "\"string\"", []);

    private static readonly ImmutableSortedDictionary<string, string> OwnedByTeamA =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add("owner", "team-a");

    [Fact]
    public void A_plain_text() =>
        Assert.Equal("095d71cf-1255-6b9d-5e33-0ad575b3df5d", SchemaGuid.Of(Plain).ToString());

    [Fact]
    public void A_record() => Assert.Equal(
        "a3d8f88a-9756-7b65-8ee2-5c9472fa6c7d",
        SchemaGuid.Of(Plain with { Text = """{"type":"record","name":"myrecord","fields":[{"name":"f1","type":"string"}]}""" }).ToString());

    [Fact]
    public void A_text_with_a_reference() => Assert.Equal(
        "a7e3fe32-9bf9-b5f9-9d90-f62f838b5c93",
        SchemaGuid.Of(Plain with { References = [new SchemaReference("n", "s", 1)] }).ToString());

    [Fact]
    public void A_text_with_a_property() => Assert.Equal(
        "9b9f0344-c519-7923-9fa9-d5301d664ca2",
        SchemaGuid.Of(Plain with { Metadata = new Metadata(Properties: OwnedByTeamA) }).ToString());

    [Fact]
    public void A_text_with_empty_metadata() => Assert.Equal(
        "cecc02e2-232b-87f1-1b0c-aa0e70dbb74d",
        SchemaGuid.Of(Plain with { Metadata = Empty }).ToString());

    [Fact]
    public void Metadata_without_members_counts_like_empty_metadata() => Assert.Equal(
        SchemaGuid.Of(Plain with { Metadata = Empty }),
        SchemaGuid.Of(Plain with { Metadata = new Metadata() }));

    [Fact]
    public void The_type_does_not_count() =>
        Assert.Equal(SchemaGuid.Of(Plain), SchemaGuid.Of(Plain with { Type = SchemaType.Json }));
}

using System.Collections.Immutable;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Avro;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>Which versions are looked at when a schema is looked for: all that may hold it, and few others.</summary>
public sealed class VersionIndexTests
{
    private readonly VersionIndex _index = new();

    [Fact]
    public void Of_versions_that_were_not_read_only_those_of_the_same_length_are_looked_at()
    {
        Cover(Row(1, Record("A")), Row(2, Record("Longer")), Row(3, Record("B")));

        Assert.Equal([1, 3], Alike(Record("C")));
    }

    [Fact]
    public void A_version_that_was_read_is_looked_at_no_more_for_other_schemas()
    {
        Cover(Row(1, Record("A")), Row(2, Record("B")));
        Learn(1, Record("A"));

        Assert.Equal([2], Alike(Record("C")));
    }

    [Fact]
    public void A_version_that_was_read_is_looked_at_for_a_schema_that_counts_as_the_same()
    {
        Cover(Row(1, Record("A")));
        Learn(1, Record("A"));

        Assert.Equal([1], Alike("""{"fields":[],"name":"A","type":"record"}"""));
    }

    [Fact]
    public void The_number_of_a_version_in_its_metadata_does_not_hide_it()
    {
        Cover(Row(1, Record("A")));
        Learn(1, Record("A"), new Metadata().WithProperty(Metadata.VersionProperty, "1"));

        Assert.Equal([1], Alike(Record("A")));
    }

    [Fact]
    public void Other_metadata_make_another_schema()
    {
        Cover(Row(1, Record("A")));
        Learn(1, Record("A"), new Metadata().WithProperty("owner", "me"));

        Assert.Empty(Alike(Record("A")));
    }

    [Fact]
    public void A_schema_without_references_is_looked_for_in_every_version_that_has_some()
    {
        Cover(Row(1, Record("Longer"), hasReferences: true), Row(2, Record("Longer")));

        Assert.Equal([1], Alike(Record("A")));
    }

    [Fact]
    public void What_a_version_was_replaced_by_is_found()
    {
        var (first, second) = (Row(1, Record("A")), Row(2, Record("Longer")));
        Cover(first, second);
        Cover(first, Row(2, Record("B"), id: 7));

        Assert.True(_index.Has(HashOf(Record("B"))));
        Assert.Equal([1, 7], Alike(Record("C")));
    }

    private static string Record(string name) => $$"""{"type":"record","name":"{{name}}","fields":[]}""";

    private static VersionRow Row(int version, string text, int? id = null, bool hasReferences = false) => new(
        version, id ?? version, HashOf(text), Deleted: false, 0, TextShape.Of(Content(text)) with { HasReferences = hasReferences });

    private static SchemaContent Content(string text) => new(SchemaType.Avro, text, []);

    private static ContentHash HashOf(string text) => ContentHash.Of(Content(text));

    private static ParsedSchema Parse(string text) => new AvroFormat().Parse(text, [], [], ParseOptions.ForStoredSchemas).Schema!;

    private void Cover(params ImmutableArray<VersionRow> versions) => _index.Cover(versions);

    private void Learn(int id, string text, Metadata? metadata = null) =>
        _index.Learn(id, TextShape.Of(Content(text)), Parse(text), Content(text) with { Metadata = metadata });

    private IEnumerable<int> Alike(string text) => _index.FindAlike(Candidate.Of(Parse(text), null, null)).Order();
}

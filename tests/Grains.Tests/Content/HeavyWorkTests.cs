using System.Collections.Immutable;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Tests.Content;

/// <summary>A silo that tells what its grains do themselves.</summary>
public sealed class WatchedGrains : RegistryGrains
{
    public WatchedGrains() => Formats = [Format];

    internal WatchedFormat Format { get; } = new();

    protected override ISchemaFormat[] Formats { get; }
}

/// <summary>What takes long is not done in a grain's turn.</summary>
public sealed class HeavyWorkTests(WatchedGrains registry) : IClassFixture<WatchedGrains>
{
    private static readonly string Long = new('x', 10_000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<string> InTurns => registry.Format.InTurns.Distinct();

    [Fact]
    public async Task Not_the_search_for_a_version_that_holds_a_schema()
    {
        var subject = registry.Subject("searched");
        foreach (var number in Enumerable.Range(0, 12))
        {
            Assert.Null((await subject.Register(Request($"Searched{number % 10}{number / 10}"), Token)).Error);
        }

        var reordered = $$"""{"fields":[],"doc":"{{Long}}","name":"Searched50","type":"record"}""";
        var found = await subject.Lookup(
            new LookupRequest(new SubmittedSchema(reordered, SchemaType.Avro, [], null, null), IncludeDeleted: false, Normalize: false), Token);

        Assert.Equal(6, found.Value!.Version);
        Assert.Empty(InTurns);
    }

    [Fact]
    public async Task Not_the_editing_of_tags_nor_their_passing_on()
    {
        var subject = registry.Subject("tagged");
        ImmutableArray<EntityTags> tags = [new("Tagged", EntityKind.Record, ["PII"])];
        Assert.Null((await subject.Register(Request("Tagged") with { Tags = new TagEdits(tags, [], Propagate: false) }, Token)).Error);
        Assert.Null((await subject.Register(Request("Tagged") with { Tags = new TagEdits([], [], Propagate: true) }, Token)).Error);

        Assert.Empty(InTurns);
    }

    [Fact]
    public async Task Not_the_forms_of_a_schema_nor_the_search_for_its_tags()
    {
        var registered = await registry.Subject("formatted").Register(Request("Formatted"), Token);

        await registry.Reader.Format(SubjectName.DefaultContext, registered.Value!.Id, "resolved", Token);
        await registry.Reader.FindTags(SubjectName.DefaultContext, registered.Value.Id, ["*"], Token);

        Assert.Empty(InTurns);
    }

    private static RegisterRequest Request(string record)
    {
        var request = RegistryGrains.Request(record);
        return request with { Schema = request.Schema with { Text = $$"""{"type":"record","name":"{{record}}","fields":[],"doc":"{{Long}}"}""" } };
    }
}

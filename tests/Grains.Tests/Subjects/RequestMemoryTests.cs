using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>Answers to registrations count as much as they hold.</summary>
public sealed class RequestMemoryTests
{
    private const int Room = 64 << 10;
    private static readonly SubjectName Name = new(SubjectName.DefaultContext, "weighed");

    [Theory]
    [InlineData(10, true)]
    [InlineData(Room, false)]
    public void An_answer_weighs_what_its_metadata_and_references_do(int length, bool isKept)
    {
        using var cache = new SiloCache(new RegistryOptions { CacheBytes = Room });
        var memory = new RequestMemory(cache);
        var content = new SchemaContent(
            SchemaType.Avro, "\"string\"", [], new Metadata().WithProperty("owner", new string('x', length)), null);
        var row = new VersionRow(1, 1, ContentHash.Of(content), Deleted: false, CreatedAt: 0);
        var state = SubjectState.Empty(Name).With(row, revision: 1);
        var key = RequestMemory.KeyOf(RegistryGrains.Request("Weighed"))!.Value;

        memory.Remember(
            state, RegistryConfig.Empty, key, new SubjectSchema(Name.ToString(), 1, 1, SchemaGuid.Of(content), content, null, null));

        Assert.Equal(isKept, memory.Find(state, RegistryConfig.Empty, key) is not null);
    }
}

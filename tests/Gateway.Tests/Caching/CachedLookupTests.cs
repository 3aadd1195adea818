using System.Text.Json;
using SchemaRegistry.Gateway.Caching;

namespace SchemaRegistry.Gateway.Tests.Caching;

[Slow]
public sealed class CachedLookupTests(CountedRegistry registry) : IClassFixture<CountedRegistry>
{
    [Fact]
    public async Task Ten_thousand_first_lookups_at_once_read_the_store_once()
    {
        var id = await registry.Register("stampede", "Stampede");
        registry.Store.Close();
        var before = registry.Store.Reads;
        var lookups = Enumerable.Range(0, 10_000).Select(_ => registry.Schemas
            .Get(".", id, asked: "", schema => new ShownUse(ShownUse.Of(schema, subject: null)), CancellationToken.None)
            .AsTask()).ToList();
        await Support.Eventually.Be("a read of the store", TimeSpan.FromSeconds(30), () => registry.Store.Reads > before);
        registry.Store.Open();
        Assert.All(await Task.WhenAll(lookups), shown => Assert.Equal("stampede", shown!.Use!.Subject));
        Assert.Equal(1, registry.Store.Reads - before);
    }

    [Fact]
    public async Task A_lookup_that_was_answered_before_reads_nothing()
    {
        var id = await registry.Register("warm", "Warm");
        await registry.Get($"schemas/ids/{id}?subject=warm");
        var before = registry.Store.Reads;
        await registry.Get($"schemas/ids/{id}?fetchMaxId=false&subject=warm");
        Assert.Equal(before, registry.Store.Reads);
    }

    [Fact]
    public async Task A_new_use_of_an_id_is_found_though_the_id_was_in_memory()
    {
        var id = await registry.Register("use-b", "Used");
        await registry.Get($"schemas/ids/{id}");
        await registry.Register("use-a", "Used");
        Assert.Equal("use-a", Text(await registry.Get($"schemas/ids/{id}?subject=use-a"), "subject"));
        Assert.Equal("use-a", Text(await registry.Get($"schemas/ids/{id}"), "subject"));
    }

    [Fact]
    public async Task A_deletion_shows_at_once_where_it_was_made()
    {
        var id = await registry.Register("soft", "Soft");
        await registry.Get($"schemas/ids/{id}?subject=soft");
        await registry.Delete("subjects/soft");
        Assert.True((await registry.Get($"schemas/ids/{id}?subject=soft")).GetProperty("deleted").GetBoolean());
        await registry.Delete("subjects/soft?permanent=true");
        Assert.Equal(40403, (await registry.Get($"schemas/ids/{id}?subject=soft")).GetProperty("error_code").GetInt32());
    }

    [Fact]
    public async Task An_alias_that_is_set_later_is_followed()
    {
        var id = await registry.Register("alias-target", "Aliased");
        Assert.Equal("alias-target", Text(await registry.Get($"schemas/ids/{id}?subject=stand-in"), "subject"));
        var other = await registry.Register("alias-other", "Aliased");
        Assert.Equal(id, other);
        await registry.Put("config/stand-in", new { alias = "alias-target" });
        Assert.Equal("alias-target", Text(await registry.Get($"schemas/ids/{id}?subject=stand-in"), "subject"));
        await registry.Put("config/stand-in", new { alias = "alias-other" });
        Assert.Equal("alias-other", Text(await registry.Get($"schemas/ids/{id}?subject=stand-in"), "subject"));
    }

    [Fact]
    public async Task More_subjects_than_are_remembered_are_each_shown_their_own()
    {
        var subjects = Enumerable.Range(0, 60).Select(number => $"many-{number:00}").ToList();
        var id = 0;
        foreach (var subject in subjects)
        {
            id = await registry.Register(subject, "Many");
        }

        foreach (var subject in subjects.Concat(subjects))
        {
            Assert.Equal(subject, Text(await registry.Get($"schemas/ids/{id}?subject={subject}"), "subject"));
        }
    }

    private static string? Text(JsonElement answer, string member) => answer.GetProperty(member).GetString();
}

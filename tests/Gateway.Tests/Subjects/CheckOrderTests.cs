using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>Which of several faults of a deletion is told (reference 7.3 and 7.4), and lookups beside registrations (reference 7.1).</summary>
public sealed class CheckOrderTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_read_only_mode_is_told_after_what_is_missing_and_before_what_is_active()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        await ReadOnly(Subject);

        (await Delete($"/subjects/{Subject}/versions/0")).IsError(42202);
        (await Delete($"/subjects/{Subject}/versions/9")).IsError(40402);
        (await Delete($"/subjects/{Subject}/versions/1")).IsError(40406);
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsError(42205);
        (await Delete($"/subjects/{Subject}/versions/2?permanent=true")).IsError(42205);
        (await Delete($"/subjects/{Subject}?permanent=true")).IsError(42205);
    }

    [Fact]
    public async Task A_soft_deleted_subject_is_told_before_a_read_only_mode()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();
        await ReadOnly(Subject);

        (await Delete($"/subjects/{Subject}")).IsError(40404);
    }

    [Fact]
    public async Task References_are_told_after_a_read_only_mode_and_before_what_is_active()
    {
        (await Register($"{Subject}-b", Avro.Record("B", "\"int\""))).IsOk();
        (await Register(Subject, Avro.Record("A", "\"B\""), new SchemaRef("B", $"{Subject}-b", 1))).IsOk();
        (await Delete($"/subjects/{Subject}-b?permanent=true")).IsError(42206);
        await ReadOnly($"{Subject}-b");

        (await Delete($"/subjects/{Subject}-b")).IsError(42205);
        (await Delete($"/subjects/{Subject}-b/versions/1")).IsError(42205);
    }

    [Fact]
    public async Task Referrers_are_listed_in_order_and_in_pages()
    {
        (await Register($":{Context}:b", Avro.Record("B", "\"int\""))).IsOk();
        foreach (var name in new[] { "x", "y", "z" })
        {
            (await Register($":{Context}:{name}", Avro.Record(name, "\"B\""), new SchemaRef("B", $":{Context}:b", 1))).IsOk();
        }

        var path = $"/subjects/:{Context}:b/versions/1/referencedby";
        (await Get(path)).IsJson("[2,3,4]");
        (await Get($"{path}?offset=1&limit=1")).IsJson("[3]");
        (await Get($"{path}?limit=0")).IsJson("[2,3,4]");
    }

    [Fact]
    public async Task A_lookup_normalises_as_the_configuration_says()
    {
        const string Given = """{"type":"bytes","scale":4,"precision":17,"logicalType":"decimal"}""";
        (await Put($"/config/{Subject}", new { normalize = true })).IsOk();
        (await Register(Subject, Given)).IsOk();

        (await Post($"/subjects/{Subject}", Body(Given))).IsOk();
    }

    [Fact]
    public async Task A_schema_that_is_no_longer_taken_is_still_found()
    {
        const string Loose = """{"type":"record","name":"bad-name","fields":[]}""";
        (await Put($"/config/{Subject}", new { validateNewSchemas = false })).IsOk();
        (await Register(Subject, Loose)).IsOk();
        (await Delete($"/config/{Subject}")).IsOk();

        (await Post($"/subjects/{Subject}", Body(Loose))).IsOk();
        (await Register($"{Subject}x", Loose)).IsError(42201);
    }

    private async Task ReadOnly(string subject) => (await Put($"/mode/{subject}", new { mode = "READONLY" })).IsOk();
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contexts;

/// <summary>Contexts and the search across them (reference 2.1, 2.3 and 4.6).</summary>
public sealed class ContextTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_context_begins_with_its_first_registration()
    {
        (await Get($"/contexts?contextPrefix={Context}")).IsJson("[]");
        (await Register(Qualified, "nonsense")).IsError(42201);
        (await Put($"/config/:{Context}:", new { compatibility = "FULL" })).IsOk();
        (await Get($"/contexts?contextPrefix={Context}")).IsJson("[]");
        (await Register(Qualified, Avro.Text)).IsOk();

        (await Get($"/contexts?contextPrefix={Context}")).IsJson($"""["{Context}"]""");
    }

    [Fact]
    public async Task The_default_context_is_always_listed_and_first() => Assert.Equal(".", (await Get("/contexts")).Names[0]);

    [Fact]
    public async Task Contexts_are_sorted_and_paged()
    {
        foreach (var suffix in new[] { "c", "a", "b" })
        {
            (await Register($":{Context}{suffix}:s", Avro.Text)).IsOk();
        }

        (await Get($"/contexts?contextPrefix={Context}")).IsJson($"""["{Context}a","{Context}b","{Context}c"]""");
        (await Get($"/contexts?contextPrefix={Context}&offset=1&limit=1")).IsJson($"""["{Context}b"]""");
        (await Get($"/contexts?contextPrefix={Context.ToUpperInvariant()}")).IsJson("[]");
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData(":{0}:")]
    [InlineData("{1}")]
    public async Task An_empty_context_is_deleted(string spelling)
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Delete($"/subjects/{Qualified}?permanent=true")).IsOk();
        (await Delete($"/contexts/{string.Format(null, spelling, Context, Context[1..])}")).Is(204);

        (await Get($"/contexts?contextPrefix={Context}")).IsJson("[]");
    }

    [Fact]
    public async Task A_context_with_subjects_stays()
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Delete($"/contexts/{Context}")).IsError(42211, $"The specified context '{Context}' is not empty.");
        (await Delete($"/subjects/{Qualified}")).IsOk();

        (await Delete($"/contexts/{Context}")).IsError(42211);
    }

    [Fact]
    public async Task An_unknown_context_is_deleted_already()
    {
        var reply = await Delete($"/contexts/{Context}");

        Assert.Equal((204, ""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task The_global_scope_is_no_context_to_delete() => (await Delete("/contexts/.__GLOBAL")).IsError(42208);

    [Fact]
    public async Task Ids_are_not_given_out_again_after_a_context_was_deleted()
    {
        (await Register(Qualified, Avro.Text)).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Delete($"/subjects/{Qualified}?permanent=true")).IsOk();
        (await Delete($"/contexts/{Context}")).Is(204);

        Assert.Equal(2, await IdOf(Qualified, Avro.Text));
    }

    [Fact]
    public async Task Reads_of_an_unqualified_subject_look_into_other_contexts()
    {
        await RegisterVersions(Qualified, 2);

        Assert.Equal(Qualified, (await Get($"/subjects/{Subject}/versions/1")).Member("subject"));
        Assert.Equal(2, (await Get($"/subjects/{Subject}/versions/latest"))["version"].GetInt32());
        Assert.Equal(Avro.RecordOf(1), (await Get($"/subjects/{Subject}/versions/1/schema")).Text);
        Assert.Equal(Qualified, (await Post($"/subjects/{Subject}", Body(Avro.RecordOf(2)))).Member("subject"));
    }

    [Fact]
    public async Task A_subject_of_the_default_context_comes_first()
    {
        await RegisterVersions(Qualified, 2);
        await RegisterVersions(Subject, 1);

        Assert.Equal(Subject, (await Get($"/subjects/{Subject}/versions/1")).Member("subject"));
        Assert.Equal(Qualified, (await Get($"/subjects/{Subject}/versions/2")).Member("subject"));
    }

    [Fact]
    public async Task Qualified_subjects_writes_and_lists_look_nowhere_else()
    {
        await RegisterVersions(Qualified, 1);

        (await Get($"/subjects/:{Context}x:{Subject}/versions/1")).IsError(40401);
        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
        (await Delete($"/subjects/{Subject}")).IsError(40401);
        (await Delete($"/subjects/{Subject}/versions/1")).IsError(40401);
        Assert.Equal(Subject, (await Register(Subject, Avro.Text)).IsOk() is not null
            ? (await Get($"/subjects/{Subject}/versions/1")).Member("subject") : null);
    }

    [Fact]
    public async Task Nothing_anywhere_is_not_found()
    {
        (await Get($"/subjects/{Subject}/versions/1")).IsError(40401);
        (await Post($"/subjects/{Subject}", Body(Avro.Text))).IsError(40401);
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Other forms in which schemas are shown (reference 4.3 and 10.4).</summary>
public sealed class FormCases(IDoor door) : DoorCases(door)
{
    private const string Target = """{"type":"record","name":"B","fields":[]}""";

    public async Task A_resolved_text_holds_what_it_refers_to()
    {
        var id = await RegisterReferrer();

        Assert.Contains(Target, (await Door.Get(Qualified, form: new Form("resolved"))).Text, StringComparison.Ordinal);
        Assert.Contains(Target, (await Door.ById(id, context: Context, form: new Form("resolved"))).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Target, (await Door.Get(Qualified)).Text, StringComparison.Ordinal);
    }

    public async Task A_form_that_there_is_not_shows_the_text_as_it_is()
    {
        await Register(Subject, Avro.Text);

        Assert.Equal(Avro.Text, (await Door.Get(Subject, form: new Form("frob"))).Text);
    }

    public async Task References_are_shown_with_their_contexts_on_request()
    {
        var id = await RegisterReferrer();

        Assert.Equal([$":{Context}:{Subject}-b"], (await Door.Get(Qualified, form: new Form(Qualified: true))).References);
        Assert.Equal([$":{Context}:{Subject}-b"], (await Door.ById(id, context: Context, form: new Form(Qualified: true))).References);
        Assert.Equal([$"{Subject}-b"], (await Door.Get(Qualified)).References);
    }

    public async Task Fields_with_a_tag_are_found()
    {
        await Register(Qualified, Avro.RecordOf(2));
        await Door.Tag(Qualified, "R.f2", "PII");

        Assert.Equal(["R.f2:PII"], (await Door.Get(Qualified, form: new Form(FindTags: "PII"))).Tags);
        Assert.Equal(["R.f2:PII"], (await Door.ById(2, context: Context, form: new Form(FindTags: "*"))).Tags);
        Assert.Empty((await Door.ById(2, context: Context, form: new Form(FindTags: "OTHER"))).Tags);
    }

    public async Task The_highest_id_of_the_context_is_told_on_request()
    {
        await RegisterVersions(Qualified, 3);

        Assert.Equal(3, (await Door.ById(1, context: Context, form: new Form(MaxId: true))).MaxId);
        Assert.Null((await Door.ById(1, context: Context)).MaxId);
    }

    private async Task<int> RegisterReferrer()
    {
        await Register($"{Qualified}-b", Target);
        var draft = new Draft(Avro.Record("A", "\"B\"")) { References = [new SchemaRef("B", $"{Subject}-b", 1)] };
        return (await Door.Register(Qualified, draft)).Id;
    }
}

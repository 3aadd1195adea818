using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Contexts;

/// <summary>Subjects that stand for others (reference 2.5).</summary>
public sealed class AliasTests(SharedRegistry registry) : RestTests(registry.Process)
{
    private string Alias => Subject + "-alias";

    [Fact]
    public async Task Everything_about_a_subject_is_reached_through_its_alias()
    {
        await RegisterVersions(Subject, 2);
        await SetAlias(Alias, Subject);

        Assert.Equal(Subject, (await Get($"/subjects/{Alias}/versions/1")).Member("subject"));
        Assert.Equal(Subject, (await Post($"/subjects/{Alias}", Body(Avro.RecordOf(1)))).Member("subject"));
        (await Get($"/subjects/{Alias}/versions")).IsJson("[1,2]");
        (await Get($"/subjects/{Alias}/versions/1/schema")).IsOk();
        (await Get($"/subjects/{Alias}/versions/1/referencedby")).IsJson("[]");
        (await Get($"/subjects/{Alias}/metadata")).IsOk();
        (await Post($"/compatibility/subjects/{Alias}/versions/2", Body(Avro.Incompatible))).IsJson("""{"is_compatible":false}""");
        Assert.Equal(3, (await Register(Alias, Avro.RecordOf(3)))["version"].GetInt32());
        (await Delete($"/subjects/{Alias}/versions/3")).IsJson("3");
        (await Delete($"/subjects/{Alias}")).IsJson("[1,2]");
        (await Get($"/subjects/{Subject}/versions")).IsError(40401, $"Subject '{Subject}' not found.");
    }

    [Fact]
    public async Task An_id_is_looked_up_under_the_subject_of_the_alias()
    {
        var id = await IdOf(Subject, Avro.Unique());
        await SetAlias(Alias, Subject);

        Assert.Equal(Subject, (await Get($"/schemas/ids/{id}?subject={Alias}")).Member("subject"));
    }

    [Fact]
    public async Task An_alias_may_lead_into_another_context()
    {
        await RegisterVersions(Qualified, 1);
        await SetAlias(Alias, Qualified);

        Assert.Equal(Qualified, (await Get($"/subjects/{Alias}/versions/1")).Member("subject"));
        Assert.Equal(Qualified, (await Get($"/schemas/ids/1?subject={Alias}")).Member("subject"));
    }

    [Fact]
    public async Task An_unqualified_target_lies_in_the_context_of_the_alias()
    {
        await RegisterVersions(Qualified, 1);
        await SetAlias($":{Context}:{Alias}", Subject);

        Assert.Equal(Qualified, (await Get($"/subjects/:{Context}:{Alias}/versions/1")).Member("subject"));
        Assert.Equal(Qualified, (await Get($"/contexts/{Context}/subjects/{Alias}/versions/1")).Member("subject"));
    }

    [Fact]
    public async Task Settings_are_those_of_the_alias_itself()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);

        (await Get($"/config/{Alias}")).IsOk();
        (await Get($"/config/{Subject}")).IsError(40408);
        (await Put($"/config/{Alias}", """{"alias":null}""")).IsOk();
        (await Get($"/subjects/{Alias}/versions")).IsError(40401);
    }

    [Fact]
    public async Task An_alias_of_an_alias_is_not_followed_further()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);
        await SetAlias(Alias + "2", Alias);

        (await Get($"/subjects/{Alias}2/versions")).IsError(40401, $"Subject '{Alias}' not found.");
    }

    [Fact]
    public async Task An_alias_of_a_context_has_no_effect()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/:{Context}:", new { alias = Subject })).IsOk();

        (await Get($"/subjects/{Qualified}x/versions")).IsError(40401, $"Subject '{Qualified}x' not found.");
    }

    [Fact]
    public async Task An_alias_can_be_set_and_taken_back_at_once()
    {
        await RegisterVersions(Subject, 1);
        for (var round = 0; round < 3; round++)
        {
            await SetAlias(Alias, Subject);
            (await Get($"/subjects/{Alias}/versions")).IsOk();
            (await Delete($"/config/{Alias}")).IsOk();
            (await Get($"/subjects/{Alias}/versions")).IsError(40401);
        }
    }

    private async Task SetAlias(string name, string alias) => (await Put($"/config/{name}", new { alias })).IsOk();
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>What is read under an alias is what its subject has (reference 2.4 and 2.5).</summary>
public sealed class AliasReadingCases(IDoor door) : DoorCases(door)
{
    public async Task A_schema_by_id_is_shown_as_the_subject_of_the_alias_uses_it()
    {
        var id = (await Register(Subject, Avro.Unique())).Id;
        await Register(Subject + "-other", (await Door.Get(Subject)).Text);
        await SetAlias(Alias, Subject + "-other");

        Assert.Equal(Subject + "-other", (await Door.ById(id, Alias)).Subject);
        Assert.Equal(Subject + "-other", (await Door.ById(id, Alias)).Subject);
    }

    public async Task A_schema_by_id_is_found_under_an_alias_inside_a_context()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;
        await SetAlias($":{Context}:{Alias}", Subject);

        Assert.Equal(Qualified, (await Door.ById(id, Alias, Context)).Subject);
        Assert.Equal(Qualified, (await Door.ById(id, Alias, Context, new Form(MaxId: true))).Subject);
    }

    public async Task A_schema_by_id_is_found_under_an_alias_that_leads_into_another_context()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;
        await SetAlias(Alias, Qualified);

        Assert.Equal(Qualified, (await Door.ById(id, Alias)).Subject);
    }

    public async Task A_schema_by_id_is_found_under_an_alias_that_leads_out_of_a_context()
    {
        var id = (await Register(Subject, Avro.Text)).Id;
        await SetAlias($":{Context}:{Alias}", $":.:{Subject}");

        Assert.Equal(Subject, (await Door.ById(id, $":{Context}:{Alias}")).Subject);
        Assert.Equal(Subject, (await Door.ById(id, $":{Context}:{Alias}", form: new Form(MaxId: true))).Subject);
    }

    public async Task A_schema_by_id_is_shown_in_another_form_under_an_alias()
    {
        var id = (await Register(Qualified, Avro.RecordOf(1))).Id;
        await Door.Tag(Qualified, "R.f1", "PII");
        await SetAlias($":{Context}:{Alias}", Subject);

        var shown = await Door.ById(id + 1, Alias, Context, new Form(FindTags: "PII", MaxId: true));
        Assert.Equal((Qualified, id + 1, "R.f1:PII"), (shown.Subject, shown.MaxId, Assert.Single(shown.Tags)));
    }

    public async Task A_schema_by_id_is_no_longer_found_once_its_alias_is_gone()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;
        await SetAlias($":{Context}:{Alias}", Subject);
        await Door.ById(id, Alias, Context);
        await Door.RemoveConfig($":{Context}:{Alias}");

        await SoonRefused(40403, () => Door.ById(id, Alias, Context));
    }

    public async Task A_schema_by_id_that_the_subject_of_the_alias_does_not_use_is_not_found()
    {
        await Register(Qualified, Avro.Text);
        var id = (await Register(Qualified + "-other", Avro.Number)).Id;
        await SetAlias($":{Context}:{Alias}", Subject);

        await Refused(40403, Door.ById(id, Alias, Context));
    }

    public async Task A_schema_by_GUID_is_found_under_an_alias()
    {
        var registered = await Register(Subject, Avro.Unique());
        await SetAlias(Alias, Subject);

        Assert.Equal((await Door.Get(Subject)).Text, (await Door.ByGuid(registered.Guid, Alias)).Text);
    }

    public async Task A_version_is_read_under_an_alias()
    {
        await RegisterVersions(Subject, 2);
        await SetAlias(Alias, Subject);

        Assert.Equal(await VersionOf(Subject, 1), await VersionOf(Alias, 1));
        Assert.Equal((Subject, 2), await VersionOf(Alias, IDoor.Latest));
        await Refused(40402, Door.Get(Alias, 3));
    }

    public async Task A_version_of_an_alias_that_leads_into_another_context_is_read()
    {
        await Register(Qualified, Avro.Text);
        await SetAlias(Alias, Qualified);

        Assert.Equal((Qualified, 1), await VersionOf(Alias, 1));
    }

    public async Task A_schema_is_looked_up_under_an_alias()
    {
        await RegisterVersions(Subject, 2);
        await SetAlias(Alias, Subject);

        var found = await Door.LookUp(Alias, new Draft(Avro.RecordOf(2)));
        Assert.Equal((Subject, 2), (found.Subject, found.Version));
        await Refused(40403, Door.LookUp(Alias, new Draft(Avro.Text)));
    }

    public async Task A_version_is_found_by_its_metadata_under_an_alias()
    {
        await Door.Register(Subject, new Draft(Avro.Text) { Property = ("owner", "sales") });
        await SetAlias(Alias, Subject);

        Assert.Equal(Subject, (await Door.Find(Alias, "owner", "sales")).Subject);
    }

    public async Task Versions_and_referrers_are_listed_under_an_alias()
    {
        await Register(Subject, Avro.Record("B", "\"int\""));
        var draft = new Draft(Avro.Record("A", "\"B\"")) { References = [new SchemaRef("B", Subject, 1)] };
        var referrer = await Door.Register(Subject + "-a", draft);
        await SetAlias(Alias, Subject);

        Assert.Equal([1], await Door.Versions(Alias));
        Assert.Equal([referrer.Id], await Door.Referrers(Alias, 1));
    }

    private async Task<(string Subject, int Version)> VersionOf(string subject, int version)
    {
        var shown = await Door.Get(subject, version);
        return (shown.Subject, shown.Version);
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>A plain name that the default context does not have is looked for in the others (reference 2.3).</summary>
public sealed class ContextSearchCases(IDoor door) : DoorCases(door)
{
    public async Task A_version_is_found_there()
    {
        await Register(Qualified, Avro.RecordOf(1));

        Assert.Equal(Qualified, (await Door.Get(Subject)).Subject);
        Assert.Equal(Qualified, (await Door.Get(Subject, 1)).Subject);
        await Refused(40402, Door.Get(Qualified, 2));
    }

    public async Task A_version_is_found_there_that_the_default_context_lacks()
    {
        await Register(Subject, Avro.RecordOf(1));
        await RegisterVersions(Qualified, 2);

        Assert.Equal(Qualified, (await Door.Get(Subject, 2)).Subject);
        Assert.Equal(Subject, (await Door.Get(Subject)).Subject);
    }

    public async Task A_schema_is_looked_up_there()
    {
        await Register(Qualified, Avro.RecordOf(1));

        Assert.Equal(Qualified, (await Door.LookUp(Subject, new Draft(Avro.RecordOf(1)))).Subject);
        await Refused(40401, Door.LookUp(Subject, new Draft(Avro.RecordOf(2))));
    }

    public async Task Referrers_are_found_there()
    {
        await Register(Qualified, Avro.RecordOf(1));

        Assert.Empty(await Door.Referrers(Subject, 1));
    }

    public async Task What_an_alias_stands_for_is_found_there()
    {
        await Register(Qualified, Avro.RecordOf(1));
        await SetAlias(Alias, Subject);

        Assert.Equal(Qualified, (await Door.Get(Alias, 1)).Subject);
    }

    public async Task A_name_with_a_context_is_looked_for_in_that_alone()
    {
        await Register(Qualified, Avro.RecordOf(1));

        await Refused(40401, Door.Get($":{Context}-x:{Subject}"));
    }
}

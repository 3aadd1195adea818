using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Configuration of subjects, contexts and the top level (reference 8).</summary>
public sealed class ConfigCases(IDoor door) : DoorCases(door)
{
    public async Task What_is_set_for_a_subject_is_stored_and_in_force()
    {
        await Door.Configure(Subject, new Settings("FULL", Group: "major", Normalize: true));

        Assert.Equal(new Settings("FULL", null, "major", true), await Door.Stored(Subject));
        Assert.Equal("FULL", await Door.EffectiveLevel(Subject));
    }

    public async Task What_is_not_given_stays()
    {
        await Door.Configure(Subject, new Settings("FULL", Normalize: true));
        await Door.Configure(Subject, new Settings(Group: "major"));

        Assert.Equal(new Settings("FULL", null, "major", true), await Door.Stored(Subject));
    }

    public async Task What_is_not_set_is_not_there()
    {
        Assert.Null(await Door.Stored(Subject));
        Assert.Null(await Door.Stored(ContextScope));
        Assert.Equal("BACKWARD", await Door.EffectiveLevel(Subject));
        await Refused(40401, Door.RemoveConfig(Subject));
        await Refused(40401, Door.RemoveConfig(ContextScope));
    }

    public async Task A_configuration_is_removed()
    {
        await Door.Configure(Subject, new Settings("NONE"));
        await Door.RemoveConfig(Subject);

        Assert.Null(await Door.Stored(Subject));
        await RegisterVersions(Subject, 1);
        await Refused(40901, Register(Subject, Avro.Incompatible));
    }

    public async Task The_level_of_a_context_is_in_force_for_its_subjects()
    {
        await Door.Configure(ContextScope, new Settings("NONE"));
        await RegisterVersions(Qualified, 1);

        Assert.Equal("NONE", await Door.EffectiveLevel(Qualified));
        Assert.Equal(2, (await Register(Qualified, Avro.Incompatible)).Version);
        Assert.Null(await Door.Stored(Qualified));
    }

    public async Task A_change_of_level_is_in_force_at_once()
    {
        await RegisterVersions(Subject, 1);
        await Refused(40901, Register(Subject, Avro.Incompatible));
        await Door.Configure(Subject, new Settings("NONE"));

        Assert.Equal(2, (await Register(Subject, Avro.Incompatible)).Version);
    }

    public async Task What_cannot_be_a_setting_is_refused()
    {
        await Refused(42203, Door.Configure(Subject, new Settings("SIDEWARD")));
        await Refused(42208, Door.Configure("a\u0001b", new Settings("FULL")));
        Assert.Null(await Door.Stored(Subject));
    }

    public async Task Read_only_subjects_keep_their_configuration()
    {
        await Door.Configure(Subject, new Settings("FULL"));
        await Door.SetMode(Subject, "READONLY");

        await Refused(42205, Door.Configure(Subject, new Settings("NONE")));
        await Refused(42205, Door.RemoveConfig(Subject));
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Settings of the top level, which all subjects of the default context come under.</summary>
public sealed class TopLevelCases(IDoor door) : DoorCases(door)
{
    public async Task The_top_level_is_in_force_for_subjects_of_the_default_context_only()
    {
        await Door.Configure("", new Settings("NONE"));

        Assert.Equal("NONE", await Door.EffectiveLevel(Subject));
        Assert.Equal("NONE", await Door.EffectiveLevel(""));
        Assert.Equal("BACKWARD", await Door.EffectiveLevel(Qualified));
        await Door.RemoveConfig("");
        Assert.Equal("BACKWARD", await Door.EffectiveLevel(Subject));
    }

    public async Task The_top_level_can_be_removed_though_nothing_is_stored_there()
    {
        await Door.RemoveConfig("");
        await Door.RemoveConfig("");

        Assert.Equal("BACKWARD", await Door.EffectiveLevel(""));
    }

    public async Task The_top_mode_is_in_force_for_the_default_context_only()
    {
        await Door.SetMode("", "READONLY");
        await Refused(42205, Register(Subject, Avro.Text));
        await Register(Qualified, Avro.Text);
        await Door.RemoveMode("");

        Assert.Equal(1, (await Register(Subject, Avro.Text)).Version);
    }
}

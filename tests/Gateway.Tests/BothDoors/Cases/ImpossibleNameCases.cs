using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>A name that no subject can have is not there (reference 2.1); only what would make it is refused for the name.</summary>
public sealed class ImpossibleNameCases(IDoor door) : DoorCases(door)
{
    private const string Impossible = "s\u0001";

    public async Task Nothing_is_read_under_it()
    {
        await Refused(40401, Door.Get(Impossible));
        await Refused(42202, Door.Get(Impossible, -2));
        await Refused(40401, Door.LookUp(Impossible, new Draft(Avro.Text)));
        await Refused(40401, Door.Versions(Impossible));
        await Refused(40402, Door.IsCompatible(Impossible, new Draft(Avro.Text), 2));
        Assert.True(await Door.IsCompatible(Impossible, new Draft(Avro.Text), null));
    }

    public async Task Nothing_is_deleted_under_it()
    {
        await Refused(40401, Door.DeleteSubject(Impossible));
        await Refused(40401, Door.DeleteVersion(Impossible, 1));
        await Refused(40401, Door.RemoveConfig(Impossible));
        await Refused(40401, Door.RemoveMode(Impossible));
    }

    public async Task It_has_the_settings_above_it()
    {
        Assert.Null(await Door.Stored(Impossible));
        Assert.Null(await Door.StoredMode(Impossible));
        Assert.Equal(await Door.EffectiveLevel(Subject), await Door.EffectiveLevel(Impossible));
    }

    public async Task Nothing_is_listed_for_it()
    {
        Assert.Empty(await Door.Subjects("", Impossible));
        Assert.Empty(await Door.Contexts(Impossible));
        Assert.Empty(await Door.Schemas("." + Impossible));
    }

    public async Task Nothing_is_made_under_it()
    {
        await Refused(42208, Register(Impossible, Avro.Text));
        await Refused(42208, Door.Configure(Impossible, new Settings("NONE")));
        await Refused(42208, Door.SetMode(Impossible, "READONLY"));
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Compatibility checks (reference 4.4).</summary>
public sealed class CheckCases(IDoor door) : DoorCases(door)
{
    public async Task A_schema_is_compared_with_a_version()
    {
        await RegisterVersions(Subject, 2);

        Assert.True(await Door.IsCompatible(Subject, new Draft(Avro.RecordOf(3)), version: 1));
        Assert.False(await Door.IsCompatible(Subject, new Draft(Avro.Incompatible), version: 1));
        Assert.False(await Door.IsCompatible(Subject, new Draft(Avro.Incompatible)));
    }

    public async Task A_schema_is_compared_as_a_registration_would_be()
    {
        await RegisterVersions(Subject, 1);

        Assert.True(await Door.IsCompatible(Subject, new Draft(Avro.RecordOf(2)), version: null));
        Assert.False(await Door.IsCompatible(Subject, new Draft(Avro.Incompatible), version: null));
        Assert.True(await Door.IsCompatible(Subject + "x", new Draft(Avro.Text), version: null));
    }

    public async Task The_level_in_force_decides()
    {
        await RegisterVersions(Subject, 1);
        await Door.Configure(Subject, new Settings("NONE"));

        Assert.True(await Door.IsCompatible(Subject, new Draft(Avro.Incompatible)));
    }

    public async Task What_cannot_be_compared_is_refused()
    {
        await RegisterVersions(Subject, 1);

        await Refused(40402, Door.IsCompatible(Subject, new Draft(Avro.Text), version: 7));
        await Refused(40402, Door.IsCompatible(Subject + "x", new Draft(Avro.Text), version: 1));
        await Refused(42201, Door.IsCompatible(Subject, new Draft("nonsense")));
        await Refused(42202, Door.IsCompatible(Subject, new Draft(Avro.Text), version: 0));
    }
}

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Soft-deleted versions are shown again. An addition to the protocol.</summary>
public sealed class RestorationCases(IDoor door) : DoorCases(door)
{
    public async Task A_version_comes_back_as_it_was()
    {
        await RegisterVersions(Subject, 2);
        var before = await Door.Get(Subject, 1);
        await Door.DeleteVersion(Subject, 1);

        var restored = await Door.Restore(Subject, 1);
        Assert.Equal((1, before.Text, false), (restored.Version, restored.Text, restored.Deleted));
        Assert.Equal([1, 2], await Door.Versions(Subject));
    }

    public async Task What_is_not_deleted_cannot_be_restored()
    {
        await RegisterVersions(Subject, 1);

        await Refused(42205, Door.Restore(Subject, 1));
        await Refused(40402, Door.Restore(Subject, 2));
        await Refused(40401, Door.Restore(Subject + "x", 1));
        await Refused(42202, Door.Restore(Subject, IDoor.Latest));
    }

    public async Task What_is_deleted_for_good_stays_deleted()
    {
        await RegisterVersions(Subject, 2);
        await Door.DeleteVersion(Subject, 1);
        await Door.DeleteVersion(Subject, 1, permanent: true);

        await Refused(40402, Door.Restore(Subject, 1));
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Deleting in two steps (reference 7.3 and 7.4).</summary>
public sealed class DeletionCases(IDoor door) : DoorCases(door)
{
    public async Task A_version_is_deleted_in_two_steps_in_order()
    {
        await RegisterVersions(Subject, 2);

        await Refused(40407, Door.DeleteVersion(Subject, 1, permanent: true));
        Assert.Equal(1, await Door.DeleteVersion(Subject, 1));
        await Refused(40406, Door.DeleteVersion(Subject, 1));
        Assert.Equal(1, await Door.DeleteVersion(Subject, 1, permanent: true));
        await Refused(40402, Door.DeleteVersion(Subject, 1, permanent: true));
    }

    public async Task A_subject_is_deleted_in_two_steps_in_order()
    {
        await RegisterVersions(Subject, 2);

        await Refused(40405, Door.DeleteSubject(Subject, permanent: true));
        Assert.Equal([1, 2], await Door.DeleteSubject(Subject));
        await Refused(40404, Door.DeleteSubject(Subject));
        Assert.Equal([1, 2], await Door.DeleteSubject(Subject, permanent: true));
        await Refused(40401, Door.DeleteSubject(Subject, permanent: true));
    }

    public async Task The_latest_version_is_deleted()
    {
        await RegisterVersions(Subject, 2);

        Assert.Equal(2, await Door.DeleteVersion(Subject, IDoor.Latest));
        Assert.Equal([1], await Door.Versions(Subject));
    }

    public async Task Missing_subjects_and_versions_are_told_apart()
    {
        await RegisterVersions(Subject, 1);

        await Refused(40402, Door.DeleteVersion(Subject, 2));
        await Refused(40401, Door.DeleteVersion(Subject + "x", 1));
        await Refused(40401, Door.DeleteSubject(Subject + "x"));
    }

    public async Task A_version_deleted_for_good_is_gone_by_id_too()
    {
        var id = (await Register(Subject, Avro.Unique())).Id;
        await Door.ById(id);
        await Door.DeleteSubject(Subject);
        await Soon(async () => (await Door.ById(id)).Deleted);
        await Door.DeleteSubject(Subject, permanent: true);

        await SoonRefused(40403, () => Door.ById(id));
        await Refused(40403, Door.Uses(id));
    }

    public async Task A_soft_deleted_schema_comes_back_under_its_id_and_a_new_version()
    {
        var first = await Register(Subject, Avro.RecordOf(1));
        await Door.DeleteVersion(Subject, 1);

        Assert.Equal(first with { Version = 2 }, await Register(Subject, Avro.RecordOf(1)));
    }

    public async Task A_soft_deleted_version_keeps_its_number()
    {
        await RegisterVersions(Subject, 2);
        await Door.DeleteVersion(Subject, 2);

        Assert.Equal(3, (await Register(Subject, Avro.RecordOf(3))).Version);
    }
}

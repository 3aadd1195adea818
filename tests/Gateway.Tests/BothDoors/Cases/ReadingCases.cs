using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Reading by version, by schema, by metadata, by id and by GUID.</summary>
public sealed class ReadingCases(IDoor door) : DoorCases(door)
{
    public async Task A_version_is_read_by_its_number()
    {
        await RegisterVersions(Subject, 2);

        var shown = await Door.Get(Subject, 1);
        Assert.Equal((Subject, 1, Avro.RecordOf(1), "AVRO"), (shown.Subject, shown.Version, shown.Text, shown.Type));
    }

    public async Task The_latest_version_is_the_highest_that_is_not_deleted()
    {
        await RegisterVersions(Subject, 3);
        await Door.DeleteVersion(Subject, 3);

        Assert.Equal(2, (await Door.Get(Subject)).Version);
        Assert.Equal(2, (await Door.Get(Subject)).Version);
    }

    public async Task Missing_subjects_and_versions_are_told_apart()
    {
        await RegisterVersions(Subject, 1);

        await Refused(40402, Door.Get(Subject, 2));
        await Refused(40401, Door.Get(Subject + "x", 2));
        await Refused(40401, Door.Get(Subject + "x"));
        await Refused(40401, Door.Versions(Subject + "x"));
    }

    public async Task A_number_that_no_version_has_is_refused()
    {
        await RegisterVersions(Subject, 1);

        await Refused(42202, Door.Get(Subject, 0));
        await Refused(42202, Door.Get(Subject, -2));
        await Refused(42202, Door.Referrers(Subject, 0));
        await Refused(42202, Door.DeleteVersion(Subject, 0));
    }

    public async Task A_soft_deleted_version_is_shown_on_request()
    {
        await RegisterVersions(Subject, 2);
        await Door.DeleteVersion(Subject, 1);

        await Refused(40402, Door.Get(Subject, 1));
        Assert.True((await Door.Get(Subject, 1, deleted: true)).Deleted);
        Assert.False((await Door.Get(Subject, 2, deleted: true)).Deleted);
    }

    public async Task A_schema_is_looked_up()
    {
        await RegisterVersions(Subject, 2);

        Assert.Equal(1, (await Door.LookUp(Subject, new Draft(Avro.RecordOf(1)))).Version);
        await Refused(40403, Door.LookUp(Subject, new Draft(Avro.Text)));
        await Refused(40401, Door.LookUp(Subject + "x", new Draft(Avro.Text)));
        await Refused(42201, Door.LookUp(Subject, new Draft("nonsense")));
    }

    public async Task A_soft_deleted_schema_is_looked_up_on_request()
    {
        await RegisterVersions(Subject, 2);
        await Door.DeleteVersion(Subject, 1);

        await Refused(40403, Door.LookUp(Subject, new Draft(Avro.RecordOf(1))));
        Assert.Equal(1, (await Door.LookUp(Subject, new Draft(Avro.RecordOf(1)), deleted: true)).Version);
    }

    public async Task The_newest_version_with_a_property_is_found()
    {
        await Door.Register(Subject, new Draft(Avro.RecordOf(1)) { Property = ("owner", "a") });
        await Door.Register(Subject, new Draft(Avro.RecordOf(2)) { Property = ("owner", "a") });
        await Door.Register(Subject, new Draft(Avro.RecordOf(3)) { Property = ("owner", "b") });

        Assert.Equal(2, (await Door.Find(Subject, "owner", "a")).Version);
        await Refused(40403, Door.Find(Subject, "owner", "c"));
        await Refused(40401, Door.Find(Subject + "x", "owner", "a"));
    }

    public async Task A_schema_is_read_by_its_id()
    {
        var text = Avro.Unique();
        var id = (await Register(Subject, text)).Id;

        var shown = await Door.ById(id);
        Assert.Equal((text, Subject, 1), (shown.Text, shown.Subject, shown.Version));
        Assert.Equal(text, (await Door.ById(id)).Text);
        await Refused(40403, Door.ById(int.MaxValue));
    }

    public async Task A_schema_by_id_is_shown_as_the_subject_given_uses_it()
    {
        var text = Avro.Unique();
        var id = (await Register(Subject, text)).Id;
        await Register(Subject + "-other", text);

        Assert.Equal(Subject, (await Door.ById(id, Subject)).Subject);
        Assert.Equal(Subject + "-other", (await Door.ById(id, Subject + "-other")).Subject);
    }

    public async Task A_schema_by_id_is_not_found_under_a_subject_of_its_context_that_does_not_use_it()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;

        await Refused(40403, Door.ById(id, Subject + "-other", Context));
    }

    public async Task A_schema_is_read_by_its_GUID()
    {
        var text = Avro.Unique();
        var registered = await Register(Subject, text);

        Assert.Equal(text, (await Door.ByGuid(registered.Guid)).Text);
        Assert.Equal([$"./{registered.Id}"], await Door.Ids(registered.Guid));
        await Refused(40403, Door.ByGuid(Guid.NewGuid().ToString()));
        Assert.Empty(await Door.Ids(Guid.NewGuid().ToString()));
    }

    public async Task The_uses_of_an_id_are_listed()
    {
        var (text, other) = (Avro.Unique(), Subject + "-z");
        var id = (await Register(Subject, text)).Id;
        await Register(other, text);
        await Door.DeleteVersion(other, 1);

        Assert.Equal([$"{Subject}/1"], await Door.Uses(id));
        Assert.Equal([$"{Subject}/1", $"{other}/1"], await Door.Uses(id, deleted: true));
        await Refused(40403, Door.Uses(int.MaxValue));
    }

    public async Task The_default_context_in_the_place_of_a_subject_stands_for_whatever_uses_an_id()
    {
        var registered = await Register(Subject, Avro.Unique());

        Assert.Equal(Subject, (await Door.ById(registered.Id, ":.:")).Subject);
        Assert.Equal(Subject, (await Door.ById(registered.Id, ":.:", form: new Form(MaxId: true))).Subject);
    }

    public async Task A_schema_by_id_is_found_under_a_subject_that_names_its_context()
    {
        var id = (await Register(Qualified, Avro.Text)).Id;

        Assert.Equal(Qualified, (await Door.ById(id, Qualified)).Subject);
    }
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>An alias stands for its subject in everything but settings (reference 2.5).</summary>
public sealed class AliasCases(IDoor door) : DoorCases(door)
{
    public async Task A_registration_under_an_alias_is_one_of_its_subject()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);

        Assert.Equal(2, (await Register(Alias, Avro.RecordOf(2))).Version);
        Assert.Equal([1, 2], await Door.Versions(Subject));
    }

    public async Task A_known_registration_under_an_alias_keeps_its_version()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);

        Assert.Equal(await Register(Subject, Avro.RecordOf(1)), await Register(Alias, Avro.RecordOf(1)));
        Assert.Equal(await Register(Subject, Avro.RecordOf(1)), await Register(Alias, Avro.RecordOf(1)));
    }

    public async Task What_is_incompatible_with_the_subject_is_refused_under_an_alias()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);

        await Refused(40901, Register(Alias, Avro.Incompatible));
        Assert.False(await Door.IsCompatible(Alias, new Draft(Avro.Incompatible)));
        Assert.False(await Door.IsCompatible(Alias, new Draft(Avro.Incompatible), version: null));
    }

    public async Task A_tag_is_added_under_an_alias()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);

        Assert.Equal(2, await Door.Tag(Alias, "R.f1", "PII"));
        Assert.Contains("PII", (await Door.Get(Subject)).Text, StringComparison.Ordinal);
    }

    public async Task A_version_is_deleted_and_restored_under_an_alias()
    {
        await RegisterVersions(Subject, 2);
        await SetAlias(Alias, Subject);

        Assert.Equal(2, await Door.DeleteVersion(Alias, 2));
        Assert.Equal([1], await Door.Versions(Subject));
        Assert.Equal(2, (await Door.Restore(Alias, 2)).Version);
        Assert.Equal([1, 2], await Door.Versions(Subject));
    }

    public async Task A_subject_is_deleted_under_an_alias()
    {
        await RegisterVersions(Subject, 2);
        await SetAlias(Alias, Subject);

        Assert.Equal([1, 2], await Door.DeleteSubject(Alias));
        Assert.Equal([1, 2], await Door.DeleteSubject(Alias, permanent: true));
        await Refused(40401, Door.Versions(Subject, View.All));
    }

    public async Task The_configuration_of_an_alias_is_its_own()
    {
        await Door.Configure(Subject, new Settings("FULL"));
        await SetAlias(Alias, Subject);

        Assert.Equal(Subject, (await Door.Stored(Alias))?.Alias);
        await Door.RemoveConfig(Alias);
        Assert.Equal("FULL", (await Door.Stored(Subject))?.Level);
    }

    public async Task The_mode_of_an_alias_is_its_own()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);
        await Door.SetMode(Alias, "READONLY");

        Assert.Null(await Door.StoredMode(Subject));
        Assert.Equal(2, (await Register(Alias, Avro.RecordOf(2))).Version);
    }

    public async Task An_alias_of_an_alias_is_not_followed_further()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);
        await SetAlias(Alias + "2", Alias);

        await Refused(40401, Door.Versions(Alias + "2"));
        await Refused(40401, Door.Get(Alias + "2"));
    }

    public async Task An_alias_that_is_taken_back_stands_for_nothing()
    {
        await RegisterVersions(Subject, 1);
        await SetAlias(Alias, Subject);
        await Door.RemoveConfig(Alias);

        await Refused(40401, Door.Versions(Alias));
        Assert.Equal(1, (await Register(Alias, Avro.RecordOf(2))).Version);
    }
}

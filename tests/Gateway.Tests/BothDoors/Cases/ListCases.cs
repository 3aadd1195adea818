using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.BothDoors.Cases;

/// <summary>Lists of subjects, versions and schemas, with and without what is deleted (reference 7.2).</summary>
public sealed class ListCases(IDoor door) : DoorCases(door)
{
    public async Task Versions_are_listed_by_what_is_deleted()
    {
        await RegisterVersions(Subject, 3);
        await Door.DeleteVersion(Subject, 2);

        Assert.Equal([1, 3], await Door.Versions(Subject));
        Assert.Equal([1, 2, 3], await Door.Versions(Subject, View.All));
        Assert.Equal([2], await Door.Versions(Subject, View.DeletedOnly));
    }

    public async Task A_list_of_versions_that_shows_none_is_not_found()
    {
        await RegisterVersions(Subject, 1);
        await Refused(40401, Door.Versions(Subject, View.DeletedOnly));
        await Door.DeleteSubject(Subject);

        await Refused(40401, Door.Versions(Subject));
        Assert.Equal([1], await Door.Versions(Subject, View.All));
    }

    public async Task Subjects_are_listed_by_their_prefix()
    {
        await Register($"{Qualified}-b", Avro.Text);
        await Register($"{Qualified}-a", Avro.Text);
        await Register($":{Context}:other", Avro.Text);

        Assert.Equal([$"{Qualified}-a", $"{Qualified}-b"], await Door.Subjects(Context, Subject));
        Assert.Equal([$":{Context}:other", $"{Qualified}-a", $"{Qualified}-b"], await Door.Subjects(Context, ""));
        Assert.Empty(await Door.Subjects(Context, "none"));
    }

    public async Task Subjects_are_listed_by_what_is_deleted()
    {
        await Register($"{Qualified}-a", Avro.Text);
        await Register($"{Qualified}-b", Avro.Text);
        await Door.DeleteSubject($"{Qualified}-b");

        Assert.Equal([$"{Qualified}-a"], await Door.Subjects(Context, ""));
        Assert.Equal([$"{Qualified}-a", $"{Qualified}-b"], await Door.Subjects(Context, "", View.All));
        Assert.Equal([$"{Qualified}-b"], await Door.Subjects(Context, "", View.DeletedOnly));
    }

    public async Task A_subject_of_the_default_context_is_listed_there()
    {
        await Register(Subject, Avro.Text);

        Assert.Equal([Subject], await Door.Subjects(".", Subject));
    }

    public async Task Schemas_are_listed_by_subject_and_version()
    {
        await RegisterVersions(Qualified, 3);
        await Door.DeleteVersion(Qualified, 2);
        await Register($"{Qualified}-b", Avro.Text);

        Assert.Equal([$"{Qualified}/1", $"{Qualified}/3", $"{Qualified}-b/1"], await Door.Schemas(Context));
        Assert.Contains($"{Qualified}/2", await Door.Schemas(Context, deleted: true));
        Assert.Equal([$"{Qualified}/3", $"{Qualified}-b/1"], await Door.Schemas(Context, latestOnly: true));
    }

    public async Task Schemas_are_listed_by_the_type_of_their_rules()
    {
        await Register(Qualified, Avro.Text);
        await Door.Register($"{Qualified}-b", new Draft(Avro.Text) { Rules = ["r"] });

        Assert.Equal([$"{Qualified}-b/1"], await Door.Schemas(Context, ruleType: "CEL"));
        Assert.Empty(await Door.Schemas(Context, ruleType: "OTHER"));
    }
}

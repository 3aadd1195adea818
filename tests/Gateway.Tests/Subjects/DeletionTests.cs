using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Subjects;

/// <summary>Deletion of versions and subjects (reference 7.3 and 7.4).</summary>
public sealed class DeletionTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_version_is_hidden_and_still_served_by_id()
    {
        var id = await IdOf(Subject, Avro.Unique());
        (await Delete($"/subjects/{Subject}/versions/1")).IsJson("1");

        (await Get($"/schemas/ids/{id}")).IsOk();
        (await Get($"/schemas/ids/{id}/subjects")).IsJson("[]");
        (await Get($"/schemas/ids/{id}/versions?deleted=true")).IsJson($$"""[{"subject":"{{Subject}}","version":1}]""");
    }

    [Fact]
    public async Task A_version_deleted_for_good_is_gone_by_id_too()
    {
        var id = await IdOf(Subject, Avro.Unique());
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsJson("1");

        (await Get($"/schemas/ids/{id}")).IsError(40403, $"Schema {id} not found");
        (await Get($"/schemas/ids/{id}/schema")).IsError(40403, $"Schema {id} not found");
        (await Get($"/schemas/ids/{id}/subjects")).IsError(40403, "Schema not found");
        (await Get($"/schemas/ids/{id}/versions")).IsError(40403, "Schema not found");
        (await Get($"/subjects/{Subject}/versions?deleted=true")).IsError(40401);
    }

    [Fact]
    public async Task Latest_deletes_the_newest()
    {
        await RegisterVersions(Subject, 2);

        (await Delete($"/subjects/{Subject}/versions/latest")).IsJson("2");
    }

    [Fact]
    public async Task A_version_is_deleted_in_two_steps_in_order()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true"))
            .IsError(40407, $"Subject '{Subject}' Version 1 was not deleted first before being permanently deleted");
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/1"))
            .IsError(40406, $"Subject '{Subject}' Version 1 was soft deleted.Set permanent=true to delete permanently");
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsOk();

        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsError(40402, "Version 1 not found.");
    }

    [Fact]
    public async Task Latest_cannot_be_deleted_for_good()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/2")).IsOk();

        (await Delete($"/subjects/{Subject}/versions/latest?permanent=true")).IsError(40407);
    }

    [Fact]
    public async Task Missing_subjects_and_versions_are_told_apart()
    {
        await RegisterVersions(Subject, 1);

        (await Delete($"/subjects/{Subject}x/versions/1")).IsError(40401);
        (await Delete($"/subjects/{Subject}/versions/2")).IsError(40402, "Version 2 not found.");
        (await Delete($"/subjects/{Subject}x")).IsError(40401);
        (await Delete($"/subjects/{Subject}x?permanent=true")).IsError(40401);
    }

    [Fact]
    public async Task A_subject_is_deleted_in_two_steps_in_order()
    {
        await RegisterVersions(Subject, 3);
        (await Delete($"/subjects/{Subject}/versions/2")).IsOk();

        (await Delete($"/subjects/{Subject}?permanent=true"))
            .IsError(40405, $"Subject '{Subject}' was not deleted first before being permanently deleted");
        (await Delete($"/subjects/{Subject}")).IsJson("[1,3]");
        (await Delete($"/subjects/{Subject}"))
            .IsError(40404, $"Subject '{Subject}' was soft deleted.Set permanent=true to delete permanently");
        (await Delete($"/subjects/{Subject}?permanent=true")).IsJson("[1,2,3]");
        (await Delete($"/subjects/{Subject}?permanent=true")).IsError(40401);
    }

    [Fact]
    public async Task A_soft_deleted_subject_goes_on_where_it_was()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}")).IsOk();

        Assert.Equal(3, (await Register(Subject, Avro.RecordOf(3)))["version"].GetInt32());
        (await Get($"/subjects/{Subject}/versions")).IsJson("[3]");
    }

    [Fact]
    public async Task A_soft_deletion_keeps_the_settings()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}", new { compatibility = "FULL" })).IsOk();
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/config/{Subject}")).IsOk();
    }

    [Fact]
    public async Task The_last_version_deleted_for_good_takes_the_settings_along()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/{Subject}", new { mode = "READWRITE" })).IsOk();
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsOk();

        (await Get($"/config/{Subject}")).IsError(40408);
        (await Get($"/mode/{Subject}")).IsError(40409);
    }

    [Fact]
    public async Task A_subject_deleted_for_good_takes_the_settings_along()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/config/{Subject}", new { compatibility = "FULL" })).IsOk();
        (await Delete($"/subjects/{Subject}")).IsOk();
        (await Delete($"/subjects/{Subject}?permanent=true")).IsOk();

        (await Get($"/config/{Subject}")).IsError(40408);
    }

    [Fact]
    public async Task Read_only_subjects_are_kept()
    {
        await RegisterVersions(Subject, 1);
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        var text = $"Subject {Subject} in context  is in read-only mode";
        (await Delete($"/subjects/{Subject}")).IsError(42205, text);
        (await Delete($"/subjects/{Subject}/versions/1")).IsError(42205, text);
    }

    [Fact]
    public async Task Deleted_versions_are_not_compared_with()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();

        (await Register(Subject, Avro.Incompatible)).IsOk();
    }

    [Fact]
    public async Task A_deletion_shows_at_once()
    {
        await RegisterVersions(Subject, 1);
        (await Get($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Get($"/subjects/{Subject}/versions/1")).IsError(40401);
    }

    [Theory]
    [InlineData("2", "2")]
    [InlineData("latest", "-1")]
    public async Task A_missing_version_of_a_soft_deleted_subject_is_a_missing_version(string version, string shown)
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}")).IsOk();

        (await Delete($"/subjects/{Subject}/versions/{version}")).IsError(40402, $"Version {shown} not found.");
        (await Delete($"/subjects/{Subject}/versions/{version}?permanent=true")).IsError(40402, $"Version {shown} not found.");
    }
}

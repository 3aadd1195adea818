using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Additions;

/// <summary>Soft-deleted versions are shown again: <c>POST /subjects/{s}/versions/{v}/restore</c>.</summary>
public sealed class RestoreTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task A_version_comes_back_as_it_was()
    {
        await RegisterVersions(Subject, 2);
        var before = await Get($"/subjects/{Subject}/versions/1");
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();

        Assert.Equal(before.Text, (await Restore(1)).IsOk().Text);
        Assert.Equal(before.Text, (await Get($"/subjects/{Subject}/versions/1")).Text);
        (await Get($"/subjects/{Subject}/versions")).IsJson("[1,2]");
    }

    [Fact]
    public async Task A_deleted_subject_comes_back_version_by_version()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}")).IsOk();
        (await Restore(2)).IsOk();

        (await Get($"/subjects/{Subject}/versions")).IsJson("[2]");
        (await Get($"/subjects?subjectPrefix={Subject}")).IsJson($"[\"{Subject}\"]");
    }

    [Fact]
    public async Task What_is_not_deleted_cannot_be_restored()
    {
        await RegisterVersions(Subject, 1);

        (await Restore(1)).IsError(42205);
        (await Restore(2)).IsError(40402, "Version 2 not found.");
        (await Post($"/subjects/{Subject}x/versions/1/restore", null)).IsError(40401);
        (await Post($"/subjects/{Subject}/versions/latest/restore", null)).IsError(42202);
    }

    [Fact]
    public async Task What_is_deleted_for_good_stays_deleted()
    {
        await RegisterVersions(Subject, 2);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Delete($"/subjects/{Subject}/versions/1?permanent=true")).IsOk();

        (await Restore(1)).IsError(40402);
    }

    [Fact]
    public async Task A_read_only_subject_stays_as_it_is()
    {
        await RegisterVersions(Subject, 1);
        (await Delete($"/subjects/{Subject}/versions/1")).IsOk();
        (await Put($"/mode/{Subject}", new { mode = "READONLY" })).IsOk();

        (await Restore(1)).IsError(42205);
    }

    private Task<Reply> Restore(int version) => Post($"/subjects/{Subject}/versions/{version}/restore", null);
}

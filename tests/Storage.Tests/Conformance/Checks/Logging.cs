using System.Text.Json;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance.Checks;

public static class Logging
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task A_change_is_found_by_its_request(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Prepare("s", "1") with { Origin = new CommitOrigin("ann", Guid.NewGuid(), "why") };
        var result = await box.Store.Commit(change, Token);
        var logged = (await box.Store.FindChange(change.Origin.RequestId, Token))!;
        Assert.Equal(
            (change.Subject, 1L, ChangeKind.Registered, "ann", change.Origin.RequestId, result.CommittedAt),
            (logged.Subject, logged.Revision, logged.Kind, logged.Actor, logged.RequestId, logged.At));
        Assert.Equal(StoreDefaults.Region, logged.Region);
        Assert.Null(await box.Store.FindChange(Guid.NewGuid(), Token));
    }

    public static async Task The_content_stands_in_the_log_once(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var (first, second) = (await box.Register("s", "1"), await box.Register("t", "1"));
        var brought = (await box.Store.FindChange(first.Origin.RequestId, Token))!.ReadRegistered();
        Assert.Equal((1, first.Id, first.Hash.ToString(), first.Guid), (brought.Version, brought.Id, brought.Sha256, brought.Guid));
        Assert.Equal(first.Content, brought.Content);
        Assert.Null((await box.Store.FindChange(second.Origin.RequestId, Token))!.ReadRegistered().Content);
    }

    public static async Task Every_kind_of_change_is_logged(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("s", "1");
        var soft = await box.PrepareDelete("s", permanent: false, whole: true, 1);
        await box.Store.Commit(soft, Token);
        Assert.Equal([1], (await Logged(box, soft.Origin, ChangeKind.Deleted)).ReadDeleted().Versions);

        var permanent = await box.PrepareDelete("s", permanent: true, whole: true, 1);
        await box.Store.Commit(permanent, Token);
        Assert.Equal([1], (await Logged(box, permanent.Origin, ChangeKind.PermanentlyDeleted)).ReadDeleted().Purged);

        var own = new ReplaceSubjectSettings(box.Subject("s"), 3, Samples.FullConfig, null, await box.Settings(), Sandbox.Origin());
        await box.Store.Commit(own, Token);
        Assert.Equal(Samples.FullConfig, (await Logged(box, own.Origin, ChangeKind.SubjectSettingsChanged)).ReadSettings().Config);

        var scope = new ReplaceScopeSettings(box.Context, 0, null, RegistryMode.Import, Sandbox.Origin());
        await box.Store.Commit(scope, Token);
        var entry = await Logged(box, scope.Origin, ChangeKind.ScopeSettingsChanged);
        Assert.Equal((new SubjectName(box.Context, ""), RegistryMode.Import), (entry.Subject, entry.ReadSettings().Mode));

        var delete = new DeleteContext(box.Context, Sandbox.Origin());
        await box.Store.Commit(delete, Token);
        Assert.Equal(2, (await Logged(box, delete.Origin, ChangeKind.ContextDeleted)).Revision);
    }

    public static async Task A_payload_is_json_with_wire_names(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        var change = await box.Register("s", "1");
        using var payload = JsonDocument.Parse((await box.Store.FindChange(change.Origin.RequestId, Token))!.Payload);
        Assert.Equal("JSON", payload.RootElement.GetProperty("content").GetProperty("type").GetString());
        Assert.Equal(0, payload.RootElement.GetProperty("purged").GetArrayLength());
    }

    public static async Task The_log_alone_explains_the_tables(StoreUnderTest tested)
    {
        var box = tested.Sandbox();
        await box.Register("base", "0");
        await box.Register("s", "1", new SubjectVersion(box.Subject("base"), 1));
        await box.Import("s", "2", 50, 1);
        await box.Register("s", "3");
        await box.Delete("s", 2);
        await box.Commit(await box.Prepare("s", "3") with { Removed = [2] });
        await box.Configure("s", Samples.FullConfig, RegistryMode.Import);
        await box.ConfigureScope(box.Context, Samples.FullConfig, RegistryMode.ReadOnly);
        await box.DeletePermanently("s", 1);
        await box.Import("t", "2", 50, 9);
        await box.Import("t", "3", 60, 10);
        await box.DeletePermanently("s", 3);
        await tested.LogExplainsTables();
    }

    private static async Task<LoggedChange> Logged(Sandbox box, CommitOrigin origin, ChangeKind kind)
    {
        var logged = (await box.Store.FindChange(origin.RequestId, Token))!;
        Assert.Equal(kind, logged.Kind);
        return logged;
    }
}

using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>Changes over gRPC. Each test looks at a context of its own.</summary>
public sealed class WatchTests : GrpcTests
{
    private readonly string _context = $".watch-{Guid.NewGuid():N}";

    public WatchTests(SharedRegistry registry)
        : base(registry)
    {
    }

    private WatchRequest Here => new() { Context = _context };

    private string Named(string name) => $":{_context}:{name}";

    [Fact]
    public async Task A_watch_tells_what_changes_from_now_on()
    {
        await Register(Named("before"), Avro(Order));
        await Settled();
        using var watch = Api.Watch(Here, Call);
        var first = await Next(watch);
        Assert.Equal(WatchResponse.EventOneofCase.Heartbeat, first.EventCase);
        var registered = await Register(Named("after"), Avro(Order));

        var told = await Next(watch);

        Assert.Equal(
            (ChangeKind.Registered, _context, Named("after"), 1L, registered.Id, registered.Guid),
            (told.Change.Kind, told.Change.Context, told.Change.Subject, told.Change.Revision, told.Change.Id, told.Change.Guid));
        Assert.Equal([1], told.Change.Versions);
        Assert.NotEqual(first.Token, told.Token);
    }

    [Fact]
    public async Task A_watch_goes_on_after_a_token_of_its_own_or_of_rest()
    {
        using var before = Api.Watch(Here, Call);
        var start = await Next(before);
        await Register(Named("s"), Avro(Order));
        await Register(Named("s"), Avro(OrderWithNote));
        var first = await Next(before);

        using var after = Api.Watch(new WatchRequest(Here) { Token = first.Token }, Call);
        Assert.Equal(first.Token, (await Next(after)).Token);
        var second = await Next(after);
        var byRest = await Registry.Client.GetStringAsync($"/changes?after={start.Token}&context={_context}&limit=1", Token);

        Assert.Equal(2, second.Change.Revision);
        Assert.Contains(first.Token, byRest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_is_told_from_the_beginning_and_settings_as_they_are_now()
    {
        await MakeEveryChange();

        var told = await Changes(new WatchRequest(Here) { Start = WatchStart.Beginning }, 8);

        Assert.Equal(
            [
                ChangeKind.Registered, ChangeKind.Registered, ChangeKind.Config, ChangeKind.Config, ChangeKind.Mode, ChangeKind.Deleted,
                ChangeKind.Restored, ChangeKind.Registered,
            ],
            told.Select(change => change.Kind));
        Assert.Equal(CompatibilityLevel.Full, told[2].Config.CompatibilityLevel);
        Assert.Null(told[3].Config);
        Assert.Equal(Mode.Readwrite, told[4].Mode);
    }

    [Fact]
    public async Task Kinds_and_names_can_be_asked_for()
    {
        await MakeEveryChange();
        var request = new WatchRequest(Here) { Start = WatchStart.Beginning, NamePrefix = "ab", Kinds = { ChangeKind.Mode, ChangeKind.Registered } };

        var told = await Changes(request, 3);

        Assert.Equal([ChangeKind.Registered, ChangeKind.Registered, ChangeKind.Mode], told.Select(change => change.Kind));
        Assert.All(told, change => Assert.Equal(Named("ab"), change.Subject));
    }

    [Fact]
    public async Task A_snapshot_lists_what_there_is_and_then_tells_every_change_since()
    {
        const int Before = 20;
        const int Meanwhile = 60;
        for (var subject = 0; subject < Before; subject++)
        {
            await Register(Named($"s{subject}"), Avro(Order));
        }

        await Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = Named("s0") }, Call);
        using var watch = Api.Watch(new WatchRequest(Here) { Start = WatchStart.Snapshot }, Call);
        var writing = RegisterAll(Meanwhile);

        var known = new Dictionary<(string Subject, int Version), bool>();
        var end = "";
        while (known.Count < Before + Meanwhile)
        {
            var told = await Next(watch);
            switch (told.EventCase)
            {
                case WatchResponse.EventOneofCase.SnapshotVersion:
                    Assert.Equal(("", ""), (told.Token, end));
                    known.Add((told.SnapshotVersion.Subject, told.SnapshotVersion.Version), told.SnapshotVersion.Deleted);
                    break;
                case WatchResponse.EventOneofCase.SnapshotEnd:
                    end = told.Token;
                    break;
                case WatchResponse.EventOneofCase.Change when told.Change.Kind == ChangeKind.Registered:
                    known.TryAdd((told.Change.Subject, told.Change.Versions[0]), false);
                    break;
            }
        }

        await writing;
        Assert.NotEqual("", end);
        Assert.Equal([(Named("s0"), 1)], known.Where(entry => entry.Value).Select(entry => entry.Key));
    }

    [Fact]
    public async Task A_silent_watch_shows_that_it_lives_and_how_far_it_has_looked()
    {
        using var watch = Api.Watch(new WatchRequest(Here) { HeartbeatSeconds = 1 }, Call);
        var start = await Next(watch);
        await Register(Subject, Avro(Order));

        var heartbeat = await Next(watch);
        while (heartbeat.Token == start.Token)
        {
            heartbeat = await Next(watch);
        }

        Assert.Equal(WatchResponse.EventOneofCase.Heartbeat, heartbeat.EventCase);
    }

    [Theory]
    [InlineData("nonsense", 0, StatusCode.InvalidArgument, "BAD_REQUEST")]
    [InlineData("AQECAwQFBgcICQoLDA0ODxAAAAAAAAAAAQ", 0, StatusCode.OutOfRange, "FOREIGN_CHANGE_TOKEN")]
    [InlineData("", 61, StatusCode.InvalidArgument, "BAD_REQUEST")]
    public async Task What_cannot_be_watched_is_refused(string token, int heartbeat, StatusCode status, string reason)
    {
        var refusal = await Refusal(Api.Watch(new WatchRequest { Token = token, HeartbeatSeconds = heartbeat }, Call));

        Assert.Equal((status, reason), (refusal.Status, refusal.Reason));
    }

    [Theory]
    [InlineData(9)]
    [InlineData(0)]
    public async Task Kinds_that_are_none_are_refused(int kind)
    {
        var refusal = await Refusal(Api.Watch(new WatchRequest { Kinds = { (ChangeKind)kind } }, Call));

        Assert.Equal(StatusCode.InvalidArgument, refusal.Status);
    }

    private static async Task<WatchResponse> Next(AsyncServerStreamingCall<WatchResponse> watch)
    {
        Assert.True(await watch.ResponseStream.MoveNext(Token));
        return watch.ResponseStream.Current;
    }

    private async Task<List<Change>> Changes(WatchRequest request, int count)
    {
        using var watch = Api.Watch(request, Call);
        var changes = new List<Change>();
        while (changes.Count < count)
        {
            if ((await Next(watch)).Change is { } change)
            {
                changes.Add(change);
            }
        }

        return changes;
    }

    /// <summary>Waits until everything acknowledged so far has its place in the log.</summary>
    private async Task Settled()
    {
        using var watch = Api.Watch(new WatchRequest(), Call);
        await Next(watch);
        var marker = $"marker-{Guid.NewGuid():N}";
        await Register(marker, Avro(Order));
        while ((await Next(watch)).Change?.Subject != marker)
        {
        }
    }

    private async Task RegisterAll(int subjects)
    {
        for (var subject = 0; subject < subjects; subject++)
        {
            await Register(Named($"s{subject}"), Avro(OrderWithNote));
        }
    }

    private async Task MakeEveryChange()
    {
        await Register(Named("ab"), Avro(Order));
        await Register(Named("ab"), Avro(OrderWithNote));
        await Api.UpdateConfigAsync(
            new UpdateConfigRequest { Subject = Named("ab"), Config = new Config { CompatibilityLevel = CompatibilityLevel.Full } }, Call);
        await Api.DeleteConfigAsync(new DeleteConfigRequest { Subject = Named("ab") }, Call);
        await Api.SetModeAsync(new SetModeRequest { Subject = Named("ab"), Mode = Mode.Readwrite }, Call);
        await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Named("ab"), Version = 1 }, Call);
        using var restored = await Registry.Client.PostAsync($"/subjects/{Named("ab")}/versions/1/restore", null, Token);
        Assert.True(restored.IsSuccessStatusCode);
        await Register(Named("b"), Avro(Order));
    }
}

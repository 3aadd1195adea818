using System.Text.Json;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Changes;

/// <summary>Changes asked for again and again. Each test looks at a context of its own.</summary>
public sealed class ChangesTests(SharedRegistry shared) : RestTests(shared.Process)
{
    private string InContext => $"context={Context}";

    [Fact]
    public async Task Every_kind_of_change_is_told()
    {
        await MakeEveryChange();

        var changes = await Changes("from=start");

        Assert.Equal(
            "config registered registered config mode deleted permanently_deleted deleted permanently_deleted config context_deleted",
            string.Join(' ', changes.Select(change => change.GetProperty("kind").GetString())));
        Assert.Equal(changes.Count, changes.Select(change => change.GetProperty("token").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_registration_tells_what_a_cache_needs()
    {
        var id = await IdOf(Qualified, Avro.Unique());

        var change = Assert.Single(await Changes("from=start"));

        Assert.Equal(
            (Qualified, 1, id),
            (SubjectOf(change), change.GetProperty("version").GetInt32(), change.GetProperty("id").GetInt32()));
        Assert.Equal(1, change.GetProperty("revision").GetInt64());
        Assert.False(change.TryGetProperty("versions", out _));
    }

    [Fact]
    public async Task Settings_tell_what_they_are_now()
    {
        (await Put($"/config/{Qualified}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/{Qualified}", new { mode = "READONLY" })).IsOk();
        (await Delete($"/mode/{Qualified}")).IsOk();

        var changes = await Changes("from=start");

        Assert.Equal("FULL", changes[0].GetProperty("config").GetProperty("compatibility").GetString());
        Assert.Equal("READONLY", changes[1].GetProperty("mode").GetString());
        Assert.Equal(JsonValueKind.Null, changes[2].GetProperty("mode").ValueKind);
    }

    [Theory]
    [InlineData("kind=deleted", "deleted deleted")]
    [InlineData("kind=mode", "mode")]
    [InlineData("kind=config", "config config config")]
    [InlineData("kind=mode,context_deleted", "mode context_deleted")]
    [InlineData("kind=mode&kind=permanently_deleted", "mode permanently_deleted permanently_deleted")]
    public async Task A_kind_can_be_asked_for(string query, string expected)
    {
        await MakeEveryChange();

        var changes = await Changes($"from=start&{query}");

        Assert.Equal(expected, string.Join(' ', changes.Select(change => change.GetProperty("kind").GetString())));
    }

    [Fact]
    public async Task A_prefix_of_subjects_can_be_asked_for()
    {
        await IdOf($":{Context}:ab", Avro.Unique());
        await IdOf($":{Context}:b", Avro.Unique());

        Assert.Equal([$":{Context}:ab"], (await Changes("from=start&subjectPrefix=a")).Select(SubjectOf));
        var qualified = await Get($"/changes?from=start&subjectPrefix=:{Context}:b");
        Assert.Equal([$":{Context}:b"], qualified.IsOk()["changes"].EnumerateArray().Select(SubjectOf));
    }

    [Fact]
    public async Task The_path_of_a_context_shows_its_changes_only()
    {
        await IdOf(Qualified, Avro.Unique());
        await Settled();

        var answer = await Get($"/contexts/{Context}/changes?from=start");

        Assert.Equal([Qualified], answer.IsOk()["changes"].EnumerateArray().Select(SubjectOf));
    }

    [Fact]
    public async Task A_token_goes_on_after_what_was_seen()
    {
        await IdOf(Qualified, Avro.RecordOf(1));
        await IdOf(Qualified, Avro.RecordOf(2));
        await Settled();
        var first = (await Get($"/changes?from=start&limit=1&{InContext}")).IsOk();
        var second = (await Get($"/changes?after={first.Member("token")}&{InContext}")).IsOk();
        var byHeader = (await Get($"/changes?from=start&{InContext}", ("Last-Event-ID", first.Member("token")!))).IsOk();

        Assert.Equal(2, second["changes"][0].GetProperty("version").GetInt32());
        Assert.Equal(second.Text, byHeader.Text);
        var third = (await Get($"/changes?after={second.Member("token")}&{InContext}")).IsOk();
        Assert.Equal(0, third["changes"].GetArrayLength());
    }

    [Fact]
    public async Task Listing_after_a_token_of_now_misses_nothing()
    {
        await IdOf(Qualified, Avro.RecordOf(1));
        await Settled();
        var now = (await Get($"/changes?{InContext}")).IsOk();
        Assert.Equal(0, now["changes"].GetArrayLength());
        await IdOf(Qualified, Avro.RecordOf(2));

        var next = (await Get($"/changes?after={now.Member("token")}&{InContext}&wait=5")).IsOk();

        Assert.Equal(2, Assert.Single(next["changes"].EnumerateArray()).GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Who_waits_is_answered_by_the_next_change()
    {
        var now = (await Get($"/changes?{InContext}")).IsOk();
        var waiting = Get($"/changes?after={now.Member("token")}&{InContext}&wait=30");
        await IdOf(Subject, Avro.Unique());
        Assert.False(waiting.IsCompleted);
        await IdOf(Qualified, Avro.Unique());

        Assert.Equal(Qualified, SubjectOf((await waiting).IsOk()["changes"][0]));
    }

    [Fact]
    public async Task Who_waits_in_vain_gets_a_later_token()
    {
        var now = (await Get($"/changes?{InContext}")).IsOk();
        await IdOf(Subject, Avro.Unique());
        await Settled();

        var empty = (await Get($"/changes?after={now.Member("token")}&{InContext}&wait=1")).IsOk();

        Assert.Equal(0, empty["changes"].GetArrayLength());
        Assert.NotEqual(now.Member("token"), empty.Member("token"));
    }

    [Theory]
    [InlineData("after=nonsense", 400)]
    [InlineData("from=yesterday", 400)]
    [InlineData("kind=unheard", 400)]
    [InlineData("wait=61", 400)]
    [InlineData("wait=x", 400)]
    [InlineData("limit=0", 400)]
    [InlineData("after=AQECAwQFBgcICQoLDA0ODxAAAAAAAAAAAQ", 41002)]
    public async Task What_cannot_be_served_is_refused(string query, int code) => (await Get($"/changes?{query}")).IsError(code);

    [Fact]
    public async Task A_token_ahead_of_the_log_is_refused_and_says_how_to_begin_again()
    {
        var now = (await Get("/changes")).IsOk().Member("token")!;
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(now);
        bytes[^6]++;

        var refusal = await Get($"/changes?after={System.Buffers.Text.Base64Url.EncodeToString(bytes)}");

        refusal.IsErrorSaying(41002, "GET /changes?from=now");
    }

    private static string? SubjectOf(JsonElement change) => change.GetProperty("subject").GetString();

    private async Task<List<JsonElement>> Changes(string query)
    {
        await Settled();
        return [.. (await Get($"/changes?{InContext}&{query}")).IsOk()["changes"].EnumerateArray()];
    }

    private async Task MakeEveryChange()
    {
        (await Put($"/config/{Escape($":{Context}:")}", new { compatibility = "NONE" })).IsOk();
        await IdOf(Qualified, Avro.RecordOf(1));
        await IdOf(Qualified, Avro.RecordOf(2));
        (await Put($"/config/{Qualified}", new { compatibility = "FULL" })).IsOk();
        (await Put($"/mode/{Qualified}", new { mode = "READWRITE" })).IsOk();
        (await Delete($"/subjects/{Qualified}/versions/1")).IsOk();
        (await Delete($"/subjects/{Qualified}/versions/1?permanent=true")).IsOk();
        (await Delete($"/subjects/{Qualified}")).IsOk();
        (await Delete($"/subjects/{Qualified}?permanent=true")).IsOk();
        (await Put($"/config/{Escape($":{Context}:")}", new { compatibility = "FULL" })).IsOk();
        (await Delete($"/contexts/{Context}")).Is(204);
    }
}

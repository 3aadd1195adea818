using System.Net.Http.Headers;
using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Changes;

/// <summary>Changes as server-sent events, as they go over the wire.</summary>
public sealed class ChangeStreamTests(SharedRegistry shared) : RestTests(shared.Process)
{
    [Fact]
    public async Task A_change_is_an_event_with_its_token_kind_and_data()
    {
        using var answer = await Open($"/changes?context={Context}");
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType!.ToString());
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("retry: 1000", await lines.ReadLineAsync(Token));
        Assert.StartsWith("id: ", await lines.ReadLineAsync(Token), StringComparison.Ordinal);
        Assert.Equal("", await lines.ReadLineAsync(Token));
        await IdOf(Qualified, Avro.Unique());

        var id = (await lines.ReadLineAsync(Token))!;
        Assert.Equal("event: registered", await lines.ReadLineAsync(Token));
        var data = (await lines.ReadLineAsync(Token))!;
        Assert.Equal("", await lines.ReadLineAsync(Token));
        Assert.StartsWith("id: ", id, StringComparison.Ordinal);
        Assert.StartsWith(
            $$"""data: {"token":"{{id[4..]}}","kind":"registered","context":"{{Context}}","subject":"{{Qualified}}",""",
            data,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_is_taken_up_again_goes_on_after_its_last_event()
    {
        await IdOf(Qualified, Avro.RecordOf(1));
        await IdOf(Qualified, Avro.RecordOf(2));
        await Settled();
        var first = (await Get($"/changes?from=start&limit=1&context={Context}")).IsOk().Member("token")!;

        using var answer = await Open($"/changes?from=start&context={Context}", first);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));

        Assert.Contains("\"version\":2", await Data(lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_cannot_be_served_is_an_error_and_no_stream()
    {
        using var answer = await Open("/changes", "AQECAwQFBgcICQoLDA0ODxAAAAAAAAAAAQ");

        Assert.Equal(410, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Head_answers_at_once()
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(Registry.BaseAddress, "/changes?wait=60"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var answer = await Registry.Client.SendAsync(request, Token);

        Assert.Equal(200, (int)answer.StatusCode);
    }

    private static async Task<string> Data(StreamReader lines)
    {
        while (await lines.ReadLineAsync(Token) is { } line)
        {
            if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                return line;
            }
        }

        return "";
    }

    private async Task<HttpResponseMessage> Open(string path, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Registry.BaseAddress, path));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        return await Registry.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);
    }
}

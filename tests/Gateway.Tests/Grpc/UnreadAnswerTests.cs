using System.Net.Http.Json;
using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>A process that stops while callers do not read what they have asked for.</summary>
[Slow]
public sealed class UnreadAnswerTests : OwnProcessTests
{
    private const int Schemas = 60;
    private const int SchemaBytes = 50_000;

    // DRAIN_SECONDS is 30.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        for (var number = 0; number < Schemas; number++)
        {
            var text = $$"""{"type":"record","name":"R{{number}}","doc":"{{new string('x', SchemaBytes)}}","fields":[]}""";
            using var answer = await Registry.Client.PostAsJsonAsync($"subjects/s{number}/versions", new { schema = text }, Token);
            answer.EnsureSuccessStatusCode();
        }
    }

    [Fact]
    public async Task A_list_that_nobody_reads_is_cut_off_and_its_caller_told()
    {
        using var list = Api.ListSchemas(new ListSchemasRequest(), Call);
        await list.ResponseHeadersAsync;

        await EndsSoon();

        var end = await Assert.ThrowsAsync<RpcException>(() => list.ResponseStream.ReadAllAsync(Token).ToListAsync(Token).AsTask());
        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
    }

    // Of the second one all answers are written: they are longer than the caller's window, but by less than what waits in the server.
    [Theory]
    [InlineData(Schemas, 0)]
    [InlineData(1, 300)]
    public async Task A_stream_of_lookups_whose_answers_nobody_reads_is_cut_off(int lookups, int mistakes)
    {
        using var stream = Api.LookupStream(Call);
        for (var id = 1; id <= lookups; id++)
        {
            await stream.RequestStream.WriteAsync(
                new LookupStreamRequest { GetSchema = new GetSchemaRequest { Id = new SchemaId { Id = id } } }, Token);
        }

        for (var mistake = 0; mistake < mistakes; mistake++)
        {
            await stream.RequestStream.WriteAsync(new LookupStreamRequest(), Token);
        }

        await stream.ResponseHeadersAsync;

        await EndsSoon();
    }

    [Fact]
    public async Task A_list_that_is_read_goes_on_to_its_end()
    {
        using var list = Api.ListSchemas(new ListSchemasRequest(), Call);
        await list.ResponseHeadersAsync;
        var end = Registry.Terminate();

        Assert.Equal(Schemas, await list.ResponseStream.ReadAllAsync(Token).CountAsync(Token));
        Assert.Equal(0, await end.WaitAsync(Patience, Token));
    }

    private async Task EndsSoon() => Assert.Equal(0, await Registry.Terminate().WaitAsync(Patience, Token));
}

using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Cluster.Members;

/// <summary>A process that is asked to stop leaves in steps.</summary>
public sealed class DrainTests(Servers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly Dictionary<string, string> Drain = new() { ["DRAIN_DELAY_SECONDS"] = "3", ["DRAIN_SECONDS"] = "20" };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task First_it_is_not_ready_then_it_refuses_then_it_is_gone()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 1, environment: Drain);
        var silo = cluster.Silos[0];
        var stopping = Stopwatch.StartNew();
        await silo.Signal("TERM");

        using var ready = await UntilNot(HttpStatusCode.OK, silo, "ready");
        using var served = await silo.Client.GetAsync("subjects", Token);
        using var refused = await UntilNot(HttpStatusCode.OK, silo, "subjects");
        var exitCode = await silo.WaitForExit(Token);

        Assert.True((await Body(ready)).GetProperty("draining").GetBoolean());
        Assert.Equal((HttpStatusCode.OK, true), (served.StatusCode, served.Headers.ConnectionClose));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.ConnectionClose));
        Assert.Equal(50301, (await Body(refused)).GetProperty("error_code").GetInt32());
        Assert.Equal(0, exitCode);
        Assert.InRange(stopping.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20) + Deadline);
    }

    [Fact]
    public async Task Streams_go_on_for_the_delay_and_then_are_told_to_reconnect()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 1, environment: Drain);
        var silo = cluster.Silos[0];
        using var channel = GrpcChannel.ForAddress(silo.GrpcAddress);
        using var stream = new Client(channel).LookupStream(cancellationToken: Token);
        await Ask(stream, 1);

        await silo.Signal("TERM");
        using var ready = await UntilNot(HttpStatusCode.OK, silo, "ready");
        await Ask(stream, 2);
        var end = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Token));

        Assert.Equal(StatusCode.Unavailable, end.StatusCode);
        Assert.Equal(0, await silo.WaitForExit(Token));
    }

    [Fact]
    public async Task Calls_over_gRPC_that_come_too_late_are_refused_as_unavailable()
    {
        await using var cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 1, environment: Drain);
        var silo = cluster.Silos[0];
        using var channel = GrpcChannel.ForAddress(silo.GrpcAddress);
        var client = new Client(channel);
        await client.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Token);

        await silo.Signal("TERM");
        RpcException? refusal = null;
        await Eventually.Be("a call to be refused", Deadline, async () =>
        {
            try
            {
                await client.GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Token);
            }
            catch (RpcException fault)
            {
                refusal = fault;
            }

            return refusal is not null;
        });

        Assert.Equal(StatusCode.Unavailable, refusal!.StatusCode);
    }

    private static async Task Ask(AsyncDuplexStreamingCall<LookupStreamRequest, LookupStreamResponse> stream, ulong number)
    {
        await stream.RequestStream.WriteAsync(
            new LookupStreamRequest { CorrelationId = number, GetVersion = new GetVersionRequest { Subject = "none" } }, Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));
        Assert.Equal(number, stream.ResponseStream.Current.CorrelationId);
    }

    private static async Task<HttpResponseMessage> UntilNot(HttpStatusCode status, RegistryProcess process, string path)
    {
        HttpResponseMessage? answer = null;
        await Eventually.Be($"/{path} to answer otherwise than {status}", Deadline, async () =>
        {
            answer = await process.Client.GetAsync(path, Token);
            return answer.StatusCode != status;
        });
        return answer!;
    }

    private static async Task<JsonElement> Body(HttpResponseMessage answer)
    {
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token));
        return document.RootElement.Clone();
    }
}

using System.Net;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Protocol.V1;
using HealthClient = Grpc.Health.V1.Health.HealthClient;
using Api = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>By which names a registry on loopback may be called: a page whose own name leads here is found out by it.</summary>
public sealed class CallingNameTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("/subjects")]
    [InlineData("/schemas/types")]
    [InlineData("/no/such/path")]
    [InlineData("/docs")]
    public async Task A_name_that_is_not_this_servers_is_refused(string path)
    {
        var (status, text) = await RawHttp.Send(Registry.Port, $"GET {path} HTTP/1.1\r\nHost: rebound.example.com\r\nConnection: close\r\n\r\n", Token);

        Assert.True(status == 421 && text.Contains("\"error_code\":421", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task A_schema_in_memory_is_not_shown_under_another_name_either()
    {
        var id = await IdOf(Subject, Avro.Unique());
        (await Get($"/schemas/ids/{id}")).IsOk();

        var (status, text) = await RawHttp.Send(
            Registry.Port, $"GET /schemas/ids/{id} HTTP/1.1\r\nHost: rebound.example.com:80\r\nConnection: close\r\n\r\n", Token);

        Assert.True(status == 421, text);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:81")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("127.9.9.9")]
    [InlineData("[::1]:8080")]
    public async Task Loopback_names_and_addresses_are_its_own(string host)
    {
        var (status, text) = await RawHttp.Send(Registry.Port, $"GET /subjects HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n", Token);

        Assert.True(status == 200, text);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    public async Task A_probe_may_call_it_as_it_likes(string path)
    {
        var (status, text) = await RawHttp.Send(Registry.Port, $"GET {path} HTTP/1.1\r\nHost: 10.1.2.3:8080\r\nConnection: close\r\n\r\n", Token);

        Assert.True(status == 200, text);
    }

    [Fact]
    public async Task Metrics_are_told_to_whoever_asks()
    {
        var (status, text) = await RawHttp.Send(
            Registry.MetricsPort, "GET /metrics HTTP/1.1\r\nHost: prometheus.example.com\r\nConnection: close\r\n\r\n", Token);

        Assert.True(status == 200, text[..Math.Min(text.Length, 500)]);
    }

    [Fact]
    public async Task A_call_by_another_authority_is_refused()
    {
        using var handler = new Rebound(HttpStatusCode.MisdirectedRequest);
        using var channel = GrpcChannel.ForAddress(Registry.GrpcAddress, new GrpcChannelOptions { HttpHandler = handler });

        var refusal = await Assert.ThrowsAsync<RpcException>(async () =>
            await new Api(channel).GetServerInfoAsync(new GetServerInfoRequest(), cancellationToken: Token));

        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
    }

    [Fact]
    public async Task Health_over_gRPC_is_told_to_whoever_asks()
    {
        using var handler = new Rebound(HttpStatusCode.OK);
        using var channel = GrpcChannel.ForAddress(Registry.GrpcAddress, new GrpcChannelOptions { HttpHandler = handler });

        var health = await new HealthClient(channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    /// <summary>Calls by another name, and looks at the status of HTTP, which gRPC does not show.</summary>
    private sealed class Rebound(HttpStatusCode expected) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Host = "rebound.example.com";
            var answer = await base.SendAsync(request, cancellationToken);
            Assert.Equal(expected, answer.StatusCode);
            return answer;
        }
    }
}

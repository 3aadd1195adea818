using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.Telemetry;

/// <summary>On a process of its own, as what is counted must not come from elsewhere.</summary>
[Slow]
public sealed class MetricsTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private RegistryProcess _registry = null!;
    private GrpcChannel _channel = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static CallOptions Call => new(cancellationToken: Token);

    private Client Api => new(_channel);

    public async ValueTask InitializeAsync()
    {
        _registry = await RegistryProcess.Start(_folder.Path, cancellationToken: Token);
        _channel = GrpcChannel.ForAddress(_registry.GrpcAddress);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _registry.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Requests_are_counted_by_operation_and_outcome()
    {
        await Counts("GET /schemas/types", "200", () => Get("schemas/types"));
        await Counts("GET /subjects/{subject}/versions", "404", () => Get("subjects/none-such/versions"));
        await Counts("none", "404", () => Get("no/such/path"));
        await Counts("GetServerInfo", "OK", async () => await Api.GetServerInfoAsync(new GetServerInfoRequest(), Call));
        await Counts("GetSchema", "NotFound", () => Assert.ThrowsAsync<RpcException>(async () =>
            await Api.GetSchemaAsync(new GetSchemaRequest { Guid = "none" }, Call)));
        await Counts("LookupStream message", "OK", async () =>
        {
            using var stream = Api.LookupStream(Call);
            await stream.RequestStream.WriteAsync(new LookupStreamRequest { GetSchema = new GetSchemaRequest { Guid = "none" } }, Token);
            Assert.True(await stream.ResponseStream.MoveNext(Token));
        });
    }

    [Fact]
    public async Task Lookups_that_are_answered_before_routing_are_counted_as_well()
    {
        using var registered = await _registry.Client.PostAsJsonAsync("subjects/counted/versions", new { schema = "\"int\"" }, Token);
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetInt32();
        await Get($"schemas/ids/{id}?subject=counted");
        await Counts("GET /schemas/ids/{id}", "200", () => Get($"schemas/ids/{id}?subject=counted"));
        await Counts("GET /subjects/{subject}/versions/{version}", "200", () => Get("subjects/counted/versions/latest"));
    }

    private async Task Get(string path) => (await _registry.Client.GetAsync(new Uri(path, UriKind.Relative), Token)).Dispose();

    private async Task Counts(string operation, string outcome, Func<Task> act)
    {
        var before = await Count(operation, outcome);
        await act();
        await Eventually.Be(
            $"{operation} with {outcome} to be counted", TimeSpan.FromSeconds(20), async () => await Count(operation, outcome) == before + 1);
    }

    private async Task<long> Count(string operation, string outcome)
    {
        var metrics = await _registry.Client.GetStringAsync(new Uri($"http://127.0.0.1:{_registry.MetricsPort}/metrics"), Token);
        var line = metrics.Split('\n').FirstOrDefault(line =>
            line.StartsWith("schema_registry_request_duration_seconds_count", StringComparison.Ordinal)
            && line.Contains($"operation=\"{operation}\"", StringComparison.Ordinal)
            && line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}

using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Core;
using SchemaRegistry.Gateway.Tests.Grpc;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Telemetry;

/// <summary>On a process of its own, as what is counted must not come from elsewhere.</summary>
[Slow]
public sealed class MetricsTests : OwnProcessTests
{
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
        using var registered = await Registry.Client.PostAsJsonAsync("subjects/counted/versions", new { schema = "\"int\"" }, Token);
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("id").GetInt32();
        await Get($"schemas/ids/{id}?subject=counted");
        await Counts("GET /schemas/ids/{id}", "200", () => Get($"schemas/ids/{id}?subject=counted"));
        await Counts("GET /subjects/{subject}/versions/{version}", "200", () => Get("subjects/counted/versions/latest"));
    }

    [Theory]
    [InlineData("answer_budget")]
    [InlineData("parse_budget")]
    public async Task What_a_budget_has_taken_on_is_shown(string budget)
    {
        var metrics = await Metrics();
        foreach (var name in new[] { "taken_bytes", "waiting_bytes", "refused_total" })
        {
            Assert.Contains(metrics.Split('\n'), line =>
                line.StartsWith($"schema_registry_{budget}_{name}", StringComparison.Ordinal) && line.EndsWith(" 0", StringComparison.Ordinal));
        }
    }

    private async Task Get(string path) => (await Registry.Client.GetAsync(new Uri(path, UriKind.Relative), Token)).Dispose();

    private async Task Counts(string operation, string outcome, Func<Task> act)
    {
        var before = await Count(operation, outcome);
        await act();
        await Eventually.Be(
            $"{operation} with {outcome} to be counted", TimeSpan.FromSeconds(20), async () => await Count(operation, outcome) == before + 1);
    }

    private Task<string> Metrics() =>
        Registry.Client.GetStringAsync(new Uri($"http://127.0.0.1:{Registry.MetricsPort}/metrics"), Token);

    private async Task<long> Count(string operation, string outcome)
    {
        var line = (await Metrics()).Split('\n').FirstOrDefault(line =>
            line.StartsWith("schema_registry_request_duration_seconds_count", StringComparison.Ordinal)
            && line.Contains($"operation=\"{operation}\"", StringComparison.Ordinal)
            && line.Contains($"outcome=\"{outcome}\"", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture);
    }
}

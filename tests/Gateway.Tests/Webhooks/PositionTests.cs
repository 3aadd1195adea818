using Microsoft.Data.Sqlite;
using SchemaRegistry.Gateway.Tests.Http;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>Webhooks of a process of their own: how far one has been served outlives it, and its metrics tell of them.</summary>
[Slow]
public sealed class PositionTests : IAsyncLifetime
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly WebhookReceiver _receiver = new();
    private RegistryProcess _process = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Launch();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_process_that_was_killed_goes_on_where_it_was()
    {
        await Send(HttpMethod.Post, "webhooks", new { url = _receiver.Url, secret = Secret });
        await Register(1);
        await Eventually.Be("the first", Deadline, () => _receiver.Deliveries.Count == 1);
        await Kept();
        await _process.Kill();
        await Launch();
        await Register(2);
        await Eventually.Be("the second", Deadline, () => _receiver.Deliveries.Count == 2);

        Assert.Equal([1, 2], _receiver.Deliveries.Select(delivery => delivery.Data.GetProperty("version").GetInt32()));
    }

    [Fact]
    public async Task Who_has_missed_what_is_no_longer_kept_is_told_so()
    {
        var made = await Send(HttpMethod.Post, "webhooks", new { url = _receiver.Url, secret = Secret, enabled = false });
        await Register(1);
        await _process.Terminate();
        await using (var connection = new SqliteConnection($"Data Source={_folder.File("data/registry.db")};Pooling=false"))
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = "DELETE FROM changes; UPDATE change_log SET pruned = highest";
            await command.ExecuteNonQueryAsync(Token);
        }

        await Launch();
        await Send(HttpMethod.Put, $"webhooks/{made.Member("id")}", new { url = _receiver.Url });
        await Register(2);
        await Eventually.Be("both", Deadline, () => _receiver.Deliveries.Count == 2);

        Assert.Equal(
            ["schemaregistry.v1.gap", "schemaregistry.v1.registered"], _receiver.Deliveries.Select(delivery => delivery.Type));
    }

    [Fact]
    public async Task Deliveries_show_in_the_metrics_by_outcome()
    {
        string[] expected =
        [
            "schema_registry_webhooks_attempts_total", "schema_registry_webhooks_lag_seconds_bucket", "outcome=\"taken\"",
            "schema_registry_webhooks_subscriptions", "schema_registry_webhooks_suspended",
        ];
        await Send(HttpMethod.Post, "webhooks", new { url = _receiver.Url, secret = Secret });
        await Register(1);

        await Eventually.Be("the metrics", Deadline, async () =>
        {
            var metrics = await _process.Client.GetStringAsync(new UriBuilder("http", "127.0.0.1", _process.MetricsPort, "metrics").Uri, Token);
            return expected.All(name => metrics.Contains(name, StringComparison.Ordinal));
        });
    }

    private async Task Launch() => _process = await RegistryProcess.Start(
        _folder.Path, new Dictionary<string, string> { ["WEBHOOK_ALLOW_PRIVATE"] = "true" }, Token);

    private Task Kept() => Eventually.Be("the position to be kept", Deadline, async () =>
    {
        var webhook = (await Send(HttpMethod.Get, "webhooks", null))[0];
        return webhook.GetProperty("token").GetString() == _receiver.Deliveries[^1].Id;
    });

    private Task<Reply> Register(int fields) =>
        Send(HttpMethod.Post, "subjects/s/versions", new { schema = Avro.RecordOf(fields) });

    private async Task<Reply> Send(HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : System.Net.Http.Json.JsonContent.Create(body);
        using var answer = await _process.Client.SendAsync(request, Token);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), answer.Headers, answer.Content.Headers).IsOk();
    }
}

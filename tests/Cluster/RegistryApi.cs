using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Cluster;

/// <summary>What a server answered: its status, and the JSON body when there was one.</summary>
public sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public int ErrorCode => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error_code", out var code) ? code.GetInt32() : 0;

    public int Id => Body.GetProperty("id").GetInt32();

    public int Version => Body.GetProperty("version").GetInt32();

    public override string ToString() => $"{(int)Status} {Body}";
}

/// <summary>The REST API of one process, for tests.</summary>
public sealed class RegistryApi(HttpClient client)
{
    public Task<ApiAnswer> Register(string subject, string schema) =>
        Send(HttpMethod.Post, $"subjects/{subject}/versions", new { schema });

    public Task<ApiAnswer> Get(string path) => Send(HttpMethod.Get, path);

    public Task<ApiAnswer> Delete(string path) => Send(HttpMethod.Delete, path);

    public Task<ApiAnswer> Put(string path, object body) => Send(HttpMethod.Put, path, body);

    public async Task<ApiAnswer> Send(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(body)));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.schemaregistry.v1+json");
        }

        using var response = await client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();

        // A load balancer that has nobody to ask answers in words of its own.
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        using var document = isJson && text.Length > 0 ? JsonDocument.Parse(text) : null;
        return new ApiAnswer(response.StatusCode, document?.RootElement.Clone() ?? default);
    }
}

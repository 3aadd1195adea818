using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace SchemaRegistry.Gateway.Tests;

public sealed class FirstContactTests(SharedRegistry registry)
{
    [Fact]
    public async Task A_registered_schema_is_served_by_its_id()
    {
        var token = TestContext.Current.CancellationToken;
        using var body = new StringContent(
            """{"schema":"{\"type\": \"string\"}"}""", Encoding.UTF8, "application/vnd.schemaregistry.v1+json");

        using var registered = await registry.Client.PostAsync("subjects/first-contact/versions", body, token);
        var id = (await registered.Content.ReadFromJsonAsync<JsonElement>(token)).GetProperty("id").GetInt32();
        var served = await registry.Client.GetFromJsonAsync<JsonElement>($"schemas/ids/{id}", token);

        Assert.Equal("\"string\"", served.GetProperty("schema").GetString());
    }
}

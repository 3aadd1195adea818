using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Silo;
using SchemaRegistry.Silo.Configuration;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Caching;

/// <summary>A whole registry on SQLite in this process, whose store counts.</summary>
public class CountedRegistry : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private SqliteStore _sqlite = null!;
    private WebApplication _app = null!;

    public CountingStore Store { get; private set; } = null!;

    public HttpClient Client { get; private set; } = null!;

    public Uri GrpcAddress { get; private set; } = null!;

    internal IServiceProvider Services => _app.Services;

    internal SchemaCache Schemas => Services.GetRequiredService<SchemaCache>();

    public async ValueTask InitializeAsync()
    {
        var ports = FreePort.Next(5);
        var names = new[] { "SERVER_PORT", "METRICS_PORT", "SILO_PORT", "GATEWAY_PORT", "GRPC_PORT" };
        var variables = names.Zip(ports).ToDictionary(pair => pair.First, pair => pair.Second.ToString(CultureInfo.InvariantCulture));
        variables["DATA_DIR"] = _folder.Path;
        var configuration = SiloConfiguration.Read(variables.GetValueOrDefault);
        _sqlite = new SqliteStore(new SqliteStoreOptions(configuration.DatabaseFile), TimeProvider.System);
        Store = new CountingStore(_sqlite);
        _app = RegistryHost.Build(configuration, services =>
        {
            services.AddSingleton<IRegistryStore>(Store);
            Replace(services);
        });
        await RegistryHost.Start(_app, configuration);
        Client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{configuration.ServerPort}/") };
        GrpcAddress = new Uri($"http://127.0.0.1:{variables["GRPC_PORT"]}");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _sqlite.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Other parts that differ from a registry as it runs.</summary>
    protected virtual void Replace(IServiceCollection services)
    {
    }

    /// <summary>Registers a record of this name and returns its id.</summary>
    public async Task<int> Register(string subject, string record)
    {
        var schema = JsonSerializer.Serialize(new { schema = $$"""{"type":"record","name":"{{record}}","fields":[]}""" });
        using var content = new StringContent(schema, Encoding.UTF8, "application/json");
        using var answer = await Client.PostAsync(new Uri($"subjects/{subject}/versions", UriKind.Relative), content);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetInt32();
    }

    public async Task<JsonElement> Get(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task Delete(string path) => (await Client.DeleteAsync(new Uri(path, UriKind.Relative))).Dispose();

    public async Task Put(string path, object body) =>
        (await Client.PutAsJsonAsync(new Uri(path, UriKind.Relative), body)).Dispose();
}

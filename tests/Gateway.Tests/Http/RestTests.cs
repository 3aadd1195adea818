using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Http;

/// <summary>A class of tests that speak HTTP to a registry. Every test has a subject and a context that no other uses.</summary>
public abstract class RestTests(RegistryProcess registry)
{
    public const string MediaType = "application/vnd.schemaregistry.v1+json";

    private static readonly TimeSpan SettleDeadline = TimeSpan.FromSeconds(30);

    protected RegistryProcess Registry { get; } = registry;

    protected string Subject { get; } = $"s-{Guid.NewGuid():N}"[..14];

    /// <summary>A context's name, with its dot.</summary>
    protected string Context { get; } = $".c-{Guid.NewGuid():N}"[..14];

    protected string Qualified => $":{Context}:{Subject}";

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    protected Task<Reply> Get(string path, params (string Name, string Value)[] headers) => Send(HttpMethod.Get, path, null, headers);

    protected Task<Reply> Post(string path, object? body, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Post, path, body, headers);

    protected Task<Reply> Put(string path, object? body) => Send(HttpMethod.Put, path, body);

    protected Task<Reply> Delete(string path) => Send(HttpMethod.Delete, path);

    /// <param name="method">Any, also unheard-of ones.</param>
    /// <param name="path">Begins with a slash; sent as it is written.</param>
    /// <param name="body">A string is sent as it is, bytes too, everything else as JSON; null sends no body.</param>
    /// <param name="headers">A Content-Type replaces the usual one; an empty one leaves it out.</param>
    protected async Task<Reply> Send(
        HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Registry.BaseAddress, path));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body switch
            {
                string text => Encoding.UTF8.GetBytes(text),
                byte[] bytes => bytes,
                _ => JsonSerializer.SerializeToUtf8Bytes(body),
            });
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(MediaType);
        }

        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = value.Length == 0 ? null : MediaTypeHeaderValue.Parse(value);
            }
            else
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await Registry.Client.SendAsync(request, Token);
        return new Reply((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token), answer.Headers, answer.Content.Headers);
    }

    /// <summary>Registers and returns the whole answer.</summary>
    protected Task<Reply> Register(string subject, string schema, params SchemaRef[] references) =>
        Post($"/subjects/{subject}/versions", Body(schema, references));

    /// <summary>Registers what must be accepted and returns the id.</summary>
    protected async Task<int> IdOf(string subject, string schema, params SchemaRef[] references) =>
        (await Register(subject, schema, references)).IsOk()["id"].GetInt32();

    /// <summary>Records <c>R</c> with one, two, … fields, each version compatible with the one before.</summary>
    protected async Task RegisterVersions(string subject, int count)
    {
        for (var version = 1; version <= count; version++)
        {
            (await Register(subject, Avro.RecordOf(version))).IsOk();
        }
    }

    /// <summary>
    /// Waits until every change acknowledged so far has its place in the log, which in PostgreSQL it gets a moment later.
    /// </summary>
    protected async Task Settled()
    {
        var place = $"{Context}-{Guid.NewGuid():N}";
        await IdOf($":{place}:marker", Avro.Text);
        await Eventually.Be("a marker in the change log", SettleDeadline, async () =>
            (await Get($"/changes?from=start&context={place}"))["changes"].GetArrayLength() > 0);
    }

    protected static object Body(string schema, params SchemaRef[] references) =>
        references.Length == 0 ? new { schema } : new { schema, references };

    /// <summary>A name as a path segment.</summary>
    protected static string Escape(string name) => Uri.EscapeDataString(name);
}

/// <summary>A reference as it goes over the wire.</summary>
public sealed record SchemaRef(string name, string subject, int version);

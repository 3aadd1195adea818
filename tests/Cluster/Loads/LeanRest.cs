using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SchemaRegistry.Cluster.Loads;

/// <summary>Requests of a load that shares its processors with the servers: few connections, and answers are read only when they are wrong.</summary>
internal sealed class LeanRest(Uri address) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/vnd.schemaregistry.v1+json");

    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = 32,
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        ActivityHeadersPropagator = null,
    });

    public Uri At(string path) => new(address, path);

    public Task<string?> Get(Uri uri) => Send(new HttpRequestMessage(HttpMethod.Get, uri));

    public Task<string?> Post(Uri uri, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = Json;
        return Send(new HttpRequestMessage(HttpMethod.Post, uri) { Content = content });
    }

    public void Dispose() => _http.Dispose();

    /// <summary>What was wrong with the answer, or null.</summary>
    private async Task<string?> Send(HttpRequestMessage request)
    {
        using (request)
        using (var answer = await _http.SendAsync(request, CancellationToken.None))
        {
            if (answer.StatusCode != HttpStatusCode.OK)
            {
                return $"{request.Method} {request.RequestUri!.PathAndQuery}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
            }

            await answer.Content.CopyToAsync(Stream.Null);
            return null;
        }
    }
}

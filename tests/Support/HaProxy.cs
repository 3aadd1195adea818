using System.Globalization;
using System.Net.Sockets;

namespace SchemaRegistry.Support;

/// <summary>
/// Debian's HAProxy before several registries: one port for REST, one for gRPC. It asks each for <c>/ready</c> every second
/// and sends requests to those that say yes. It sends none twice.
/// </summary>
public sealed class HaProxy : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(30);
    private readonly TempFolder _folder = new();
    private readonly int[] _ports = FreePort.Next(2);
    private OwnedProcess? _process;

    private HaProxy()
    {
    }

    public Uri Rest => Address(_ports[0]);

    public Uri Grpc => Address(_ports[1]);

    /// <summary>
    /// A line for each request that did not end well, with the server it went to, its times and the state in which it ended
    /// (HAProxy's manual, 8.2.3 and 8.5).
    /// </summary>
    public string Failures => File.ReadAllText(_folder.File("haproxy.log"));

    public static async Task<HaProxy> Start(IEnumerable<RegistryProcess> registries)
    {
        var proxy = new HaProxy();
        var configuration = proxy._folder.File("haproxy.cfg");
        await File.WriteAllTextAsync(configuration, proxy.Configuration([.. registries]));
        proxy._process = OwnedProcess.StartUntil("TERM", proxy._folder.File("haproxy.log"), "haproxy", "-db", "-f", configuration);
        await Eventually.Be("HAProxy to have looked at all", StartDeadline, proxy.Answers);
        return proxy;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        _folder.Dispose();
        return default;
    }

    private string Configuration(RegistryProcess[] registries) =>
        $"""
        global
          maxconn 4000
          log stdout format raw local0
        defaults
          mode http
          log global
          option httplog
          option dontlog-normal
          retries 0
          option httpchk GET /ready
          http-check expect status 200
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          default-server inter 1s fall 1 rise 1
        frontend rest
          bind 127.0.0.1:{Text(_ports[0])}
          default_backend rest
        frontend grpc
          bind 127.0.0.1:{Text(_ports[1])} proto h2
          default_backend grpc
        backend rest
        {Lines(registries, (name, registry) => $"  server {name} 127.0.0.1:{Text(registry.Port)} check")}
        backend grpc
        {Lines(registries, (name, registry) =>
            $"  server {name} 127.0.0.1:{Text(registry.GrpcAddress.Port)} proto h2 check port {Text(registry.Port)} check-proto h1")}

        """;

    private static string Lines(RegistryProcess[] registries, Func<string, RegistryProcess, string> line) =>
        string.Join('\n', registries.Select((registry, i) => line($"r{Text(i)}", registry)));

    private async Task<bool> Answers()
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri(Rest, "ready"));
        using var connection = new TcpClient();
        await connection.ConnectAsync(Grpc.Host, Grpc.Port);
        return answer.IsSuccessStatusCode;
    }

    private static Uri Address(int port) => new($"http://127.0.0.1:{Text(port)}/");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Collections.Concurrent;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members.Upgrades;

/// <summary>
/// Collects the traces that processes send of themselves, those of each build at a port of its own. A call of a grain makes two spans of one
/// name: the caller's, and below it that of the silo that ran it.
/// </summary>
internal sealed class CallTraces : IAsyncDisposable
{
    private readonly WebApplication _collector;
    private readonly int _previousPort;
    private readonly int _presentPort;
    private readonly ConcurrentDictionary<ByteString, Span> _spans = new();

    private CallTraces()
    {
        var ports = FreePort.Next(2);
        (_previousPort, _presentPort) = (ports[0], ports[1]);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Array.ForEach(
            ports, port => kestrel.ListenLocalhost(port, listen => listen.Protocols = HttpProtocols.Http2)));
        _collector = builder.Build();
        _collector.Run(Take);
    }

    public static async Task<CallTraces> Start()
    {
        var traces = new CallTraces();
        await traces._collector.StartAsync();
        return traces;
    }

    /// <summary>What a process of that build has to be told to send its traces here.</summary>
    public (string Name, string Value)[] EnvironmentOf(Build build) =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{(build == Build.Previous ? _previousPort : _presentPort)}"),
        ("OTEL_BSP_SCHEDULE_DELAY", "200"),
        ("OTEL_BSP_MAX_QUEUE_SIZE", "100000"),
    ];

    /// <summary>Those of the calls that were not made, once the last traces had the time to come.</summary>
    public async Task<IReadOnlyList<GrainCall>> Missing(IEnumerable<GrainCall> expected)
    {
        List<GrainCall> missing = [];
        try
        {
            await Eventually.Be("the traces of all calls", TimeSpan.FromSeconds(20), () => (missing = [.. expected.Except(Calls())]).Count == 0);
        }
        catch (TimeoutException)
        {
            // What is missing says more.
        }

        return missing;
    }

    // Those that were seen from both ends.
    private HashSet<GrainCall> Calls() =>
    [
        .. from callee in _spans.Values
           let caller = _spans.GetValueOrDefault(callee.Parent)
           where caller is not null && caller.Name == callee.Name
           select new GrainCall(callee.Name, caller.Build, callee.Build),
    ];

    public ValueTask DisposeAsync() => _collector.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var build = http.Connection.LocalPort == _previousPort ? Build.Previous : Build.Present;

        // Behind the five bytes of gRPC: resources, the scopes of each, the spans of each (opentelemetry/proto/trace/v1/trace.proto).
        foreach (var span in Members(body.ToArray().AsMemory(5), 1).SelectMany(resource => Members(resource, 2)).SelectMany(scope => Members(scope, 2)))
        {
            Keep(span, build);
        }

        http.Response.ContentType = "application/grpc";
        http.Response.AppendTrailer("grpc-status", "0");
        await http.Response.Body.WriteAsync(new byte[5]);
    }

    private void Keep(ReadOnlyMemory<byte> span, Build build)
    {
        var name = Members(span, 5).Select(text => ByteString.CopyFrom(text.Span).ToStringUtf8()).FirstOrDefault("");
        if (name.Contains("Grain/", StringComparison.Ordinal))
        {
            var parent = Members(span, 4).Select(id => ByteString.CopyFrom(id.Span)).FirstOrDefault(ByteString.Empty);
            _spans.TryAdd(ByteString.CopyFrom(Members(span, 2).First().Span), new Span(name, build, parent));
        }
    }

    private static List<ReadOnlyMemory<byte>> Members(ReadOnlyMemory<byte> message, int field)
    {
        var (found, wanted) = (new List<ReadOnlyMemory<byte>>(), WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited));
        using var input = new CodedInputStream(message.ToArray());
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag == wanted)
            {
                found.Add(input.ReadBytes().Memory);
            }
            else
            {
                input.SkipLastField();
            }
        }

        return found;
    }

    private sealed record Span(string Name, Build Build, ByteString Parent);
}

using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>A call over gRPC whose answer nobody reads. A client of gRPC's own would read on its own account.</summary>
internal static class UnreadBatch
{
    /// <summary>Asks, and keeps the call open until the token ends it or the server does.</summary>
    public static async Task Send(HttpClient client, Uri server, BatchGetSchemasRequest message, CancellationToken gone)
    {
        var frame = new byte[5 + message.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        message.WriteTo(frame.AsSpan(5));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "schemaregistry.v1.SchemaRegistry/BatchGetSchemas"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame) { Headers = { ContentType = new MediaTypeHeaderValue("application/grpc") } },
        };
        request.Headers.Add("te", "trailers");
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, gone);
            await Task.Delay(Timeout.Infinite, gone);
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException)
        {
            // Refused, cut off, or the test has seen enough.
        }
    }
}

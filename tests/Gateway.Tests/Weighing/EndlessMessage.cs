using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>A gRPC message that says it is twice as long as what comes of it.</summary>
internal sealed class EndlessMessage : HttpContent
{
    private const int Part = 100_000;
    private readonly TaskCompletionSource _sent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _gone;
    private readonly int _bytes;

    public EndlessMessage(int bytes, CancellationToken gone)
    {
        (_bytes, _gone) = (bytes, gone);
        Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
    }

    public Task IsSentOrRefused => _sent.Task;

    /// <summary>The status that it is answered with; empty when it is not.</summary>
    public async Task<string> Send(HttpClient client, Uri method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, method)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = this,
        };
        request.Headers.Add("te", "trailers");
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, _gone);
            return answer.Headers.TryGetValues("grpc-status", out var status) ? string.Concat(status) : "";
        }
        catch (Exception fault) when (fault is OperationCanceledException or HttpRequestException)
        {
            return "";
        }
        finally
        {
            _sent.TrySetResult();
        }
    }

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var head = new byte[5];
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(1), 2 * _bytes);
        await stream.WriteAsync(head, _gone);
        for (var sent = 0; sent < _bytes; sent += Part)
        {
            await stream.WriteAsync(new byte[Part], _gone);
            await stream.FlushAsync(_gone);
        }

        _sent.TrySetResult();
        await Task.Delay(Timeout.Infinite, _gone);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Changes;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>
/// Changes as server-sent events, until the client goes or this process stops. It reads on only when the client has taken what
/// was sent, so a slow one costs no memory.
/// </summary>
internal sealed class ChangeStream(HttpContext http, ChangeFeed feed, CancellationToken stopping)
{
    public const string MediaType = "text/event-stream";

    private readonly EventWriter _events = new(http.Response.BodyWriter);

    /// <param name="request">What was asked for.</param>
    /// <param name="batch">The first answer, which said that it can be served.</param>
    public async Task Run(ChangesRequest request, ChangeBatch batch)
    {
        WriteHead();
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        try
        {
            await Follow(request, batch);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client has gone, or this process goes.
        }
    }

    private async Task Follow(ChangesRequest request, ChangeBatch first)
    {
        // Never a place behind what is yet to be sent: the client may be cut off right here.
        _events.Greet(request.Token ?? (first.Changes.IsEmpty ? first.Token : null));
        await _events.Flush(stopping);
        await Write(first);
        await foreach (var next in feed.Follow(request, first, stopping))
        {
            if (next.Error is { } error)
            {
                _events.Error(error);
                await _events.Flush(stopping);
                return;
            }

            if (next.Value!.Changes.IsEmpty)
            {
                _events.Heartbeat(next.Value.Token);
                await _events.Flush(stopping);
            }

            await Write(next.Value);
        }
    }

    private void WriteHead()
    {
        http.Response.ContentType = MediaType;
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private async Task Write(ChangeBatch batch)
    {
        foreach (var change in batch.Changes)
        {
            _events.Change(change);
        }

        if (!batch.Changes.IsEmpty)
        {
            await _events.Flush(stopping);
        }
    }
}

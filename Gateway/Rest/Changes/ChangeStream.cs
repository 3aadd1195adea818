using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Changes;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>
/// Changes as server-sent events, until the client goes or this process stops. It reads on only when the client has taken what
/// was sent, so a slow one costs no memory.
/// </summary>
internal sealed class ChangeStream(HttpContext http, IRegistry registry, CancellationToken stopping)
{
    public const string MediaType = "text/event-stream";

    private readonly EventWriter _events = new(http.Response.BodyWriter);

    /// <param name="changes">What follows the first batch, which said that it can be served and is written before.</param>
    public async Task Run(FollowChanges changes)
    {
        WriteHead();
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        try
        {
            await Follow(changes);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The client has gone, or this process goes.
        }
    }

    private async Task Follow(FollowChanges changes)
    {
        var first = changes.After;

        // Never a place behind what is yet to be sent: the client may be cut off right here.
        _events.Greet(changes.Request.Token ?? (first.Changes.IsEmpty ? first.Token : null));
        await _events.Flush(stopping);
        await Write(first);
        await foreach (var next in registry.List(changes, stopping))
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

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>
/// Changes as server-sent events, until the client goes or this process stops. It reads on only when the client has taken what
/// was sent, so a slow one costs no memory.
/// </summary>
internal sealed class ChangeStream(HttpContext http, IChangesGrain changes, TimeProvider clock, CancellationToken stopping)
{
    public const string MediaType = "text/event-stream";

    private const int BatchSize = 100;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly EventWriter _events = new(http.Response.BodyWriter);
    private long _wroteAt;

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

    private async Task Follow(ChangesRequest request, ChangeBatch batch)
    {
        // Never a place behind what is yet to be sent: the client may be cut off right here.
        _events.Greet(request.Token ?? (batch.Changes.IsEmpty ? batch.Token : null));
        await Flush();
        while (true)
        {
            await Write(batch);
            var next = await Next(request with { Token = batch.Token, Limit = BatchSize, Wait = Wait }, batch);
            if (next.Error is { } error)
            {
                _events.Error(error);
                await Flush();
                return;
            }

            batch = next.Value!;
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
            await Flush();
        }
        else if (clock.GetElapsedTime(_wroteAt) >= Heartbeat)
        {
            _events.Heartbeat(batch.Token);
            await Flush();
        }
    }

    /// <summary>What comes next; nothing, when that cannot be had for now.</summary>
    private async Task<Outcome<ChangeBatch>> Next(ChangesRequest request, ChangeBatch last)
    {
        try
        {
            return await changes.Read(request, stopping);
        }
        catch (Exception fault) when (fault is RegistryUnavailableException or OrleansException or TimeoutException)
        {
            await Task.Delay(Pause, clock, stopping);
            return last with { Changes = [] };
        }
    }

    private async Task Flush()
    {
        await _events.Flush(stopping);
        _wroteAt = clock.GetTimestamp();
    }
}

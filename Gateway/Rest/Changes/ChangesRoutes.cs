using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Changes;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Gateway.Rest.OpenApi;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>
/// <c>/changes</c>: what happens in the registry, as server-sent events to who accepts these, else as JSON to be asked for
/// again and again. An addition to the protocol.
/// </summary>
internal static class ChangesRoutes
{
    private const string Path = "/changes";
    private const string Segment = "changes";
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    public static void MapChanges(this IEndpointRouteBuilder routes)
    {
        var options = routes.ServiceProvider.GetRequiredService<GatewayOptions>();
        var grains = routes.ServiceProvider.GetRequiredService<IGrainFactory>();
        var schemas = routes.ServiceProvider.GetRequiredService<SchemaCache>();
        var clock = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        routes.MapMethods(Path, Reading, async http =>
            {
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
                await Respond(new RestCall(http, grains, schemas, options), grains.Changes(), clock, ending.Token);
            })
            .WithMetadata(Right.ReadSchemas, new DescribedRoute(HttpMethods.Get, Path, Right.ReadSchemas, ChangesOperations.Read));
    }

    private static async Task Respond(RestCall call, IChangesGrain changes, TimeProvider clock, CancellationToken stopping)
    {
        var http = call.Http;
        var isStream = WantsStream(http.Request);
        var mediaType = MediaTypes.Negotiate(http.Request) ?? (isStream ? MediaTypes.Json : null);
        if (mediaType is null || http.Features.Get<RestTarget>() is not (null or { Segments: [Segment] }))
        {
            var refusal = mediaType is null ? RestErrors.NotAcceptable : RestErrors.NotFound;
            await Answer.Error(refusal).Write(http, mediaType ?? MediaTypes.Json);
            return;
        }

        var request = ChangesQuery.Read(call);
        if (request.Error is { } invalid)
        {
            await Answer.Error(invalid).Write(http, mediaType);
            return;
        }

        if (isStream)
        {
            await Stream(http, request.Value!, new ChangeFeed(changes, clock, ChangesQuery.SilenceOf(call)), mediaType, stopping);
            return;
        }

        var first = await Poll(request.Value!, HttpMethods.IsHead(http.Request.Method), changes, clock, stopping);
        await Answer.Of(first, ChangeJson.WriteBatch).Write(http, mediaType);
    }

    private static async Task Stream(
        HttpContext http, ChangesRequest request, ChangeFeed feed, string mediaType, CancellationToken stopping)
    {
        var first = await feed.Begin(request, stopping);
        await (first.Error is { } error
            ? Answer.Error(error).Write(http, mediaType)
            : new ChangeStream(http, feed, stopping).Run(request, first.Value!));
    }

    /// <summary>Asks until there is something, the time is over or the process stops.</summary>
    private static async Task<Outcome<ChangeBatch>> Poll(
        ChangesRequest request, bool once, IChangesGrain changes, TimeProvider clock, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        var answer = await changes.Read(request with { Wait = TimeSpan.Zero }, stopping);
        while (!once && answer.Value is { Changes.IsEmpty: true } batch)
        {
            var left = request.Wait - clock.GetElapsedTime(started);
            if (batch.IsCaughtUp && left <= TimeSpan.Zero)
            {
                break;
            }

            try
            {
                var next = request with { Token = batch.Token, Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero };
                answer = await changes.Read(next, stopping);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
        }

        return answer;
    }

    private static bool WantsStream(HttpRequest request) =>
        MediaTypeHeaderValue.TryParseList(request.Headers.Accept, out var accepted)
        && accepted.Count > 0
        && accepted.Any(type => type.MediaType.Equals(ChangeStream.MediaType, StringComparison.OrdinalIgnoreCase) && type.Quality != 0);
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Net.Http.Headers;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Changes;
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
        var calls = routes.Calls();
        var clock = routes.ServiceProvider.GetRequiredService<TimeProvider>();
        var lifetime = routes.ServiceProvider.GetRequiredService<IHostApplicationLifetime>();
        routes.MapMethods(Path, Reading, async http =>
            {
                using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
                await Respond(calls(http), clock, ending.Token);
            })
            .WithMetadata(Right.ReadSchemas, new DescribedRoute(HttpMethods.Get, Path, Right.ReadSchemas, ChangesDescriptions.Read));
    }

    private static async Task Respond(RestCall call, TimeProvider clock, CancellationToken stopping)
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
            await Stream(call, request.Value!, mediaType, stopping);
            return;
        }

        var changes = await Poll(call, request.Value!, clock, stopping);
        await Answer.Of(changes, ChangeJson.WriteBatch).Write(http, mediaType);
    }

    private static async Task Stream(RestCall call, ChangesRequest request, string mediaType, CancellationToken stopping)
    {
        var first = await call.Registry.Ask(FollowChanges.First(call.Caller, request), stopping);
        await (first.Error is { } error
            ? Answer.Error(error).Write(call.Http, mediaType)
            : new ChangeStream(call.Http, call.Registry, stopping)
                .Run(new FollowChanges(call.Caller, request, first.Value!, ChangesQuery.SilenceOf(call))));
    }

    /// <summary>Asks until there is something, the time is over or the process stops; for the head of an answer only once.</summary>
    private static async Task<Outcome<ChangeBatch>> Poll(
        RestCall call, ChangesRequest request, TimeProvider clock, CancellationToken stopping)
    {
        var started = clock.GetTimestamp();
        var read = new ReadChanges(call.Caller, request with { Wait = TimeSpan.Zero });
        var answer = await call.Registry.Ask(read, stopping);
        while (!HttpMethods.IsHead(call.Http.Request.Method) && answer.Value is { Changes.IsEmpty: true } batch)
        {
            var left = request.Wait - clock.GetElapsedTime(started);
            if (batch.IsCaughtUp && left <= TimeSpan.Zero)
            {
                break;
            }

            try
            {
                var next = request with { Token = batch.Token, Wait = left > TimeSpan.Zero ? left : TimeSpan.Zero };
                answer = await call.Registry.Ask(read with { Request = next }, stopping);
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

using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>One watch: events by the line, until its time is over, its client leaves, or the server does.</summary>
internal sealed class ApiWatch(ApiObjects objects, string kind, string space, bool tellsGoneByStatus, double? seconds)
{
    private static readonly ApiAnswer Gone = ApiAnswer.Error(410, "Expired", "too old resource version");

    public async Task Serve(HttpContext context, CancellationToken ending)
    {
        var selector = ApiSelector.Of(context.Request.Query);
        var after = long.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ending);
        using var time = new CancellationTokenSource(TimeSpan.FromSeconds(seconds ?? 30 * 60));
        context.Response.ContentType = "application/json";
        if (objects.Events(kind, space, selector, after).Events is null && tellsGoneByStatus)
        {
            context.Response.StatusCode = Gone.Status;
            await context.Response.WriteAsync(Gone.Body.ToJsonString(), until.Token);
            return;
        }

        await context.Response.Body.FlushAsync(until.Token);
        try
        {
            await Tell(context.Response, selector, after, until.Token, time.Token);
        }
        catch (OperationCanceledException) when (until.IsCancellationRequested)
        {
            context.Abort();
        }
        catch (OperationCanceledException)
        {
            // Its time limit has passed, so it ends without an error.
        }
    }

    private async Task Tell(HttpResponse response, ApiSelector selector, long after, CancellationToken until, CancellationToken time)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(until, time);
        while (true)
        {
            var (events, changed) = objects.Events(kind, space, selector, after);
            if (events is null)
            {
                await Write(response, new JsonObject { ["type"] = "ERROR", ["object"] = Gone.Body.DeepClone() }, until);
                return;
            }

            foreach (var (version, told) in events)
            {
                await Write(response, told, until);
                after = version;
            }

            await changed.WaitAsync(end.Token);
        }
    }

    private static async Task Write(HttpResponse response, JsonObject told, CancellationToken cancellationToken)
    {
        await response.WriteAsync(told.ToJsonString() + "\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}

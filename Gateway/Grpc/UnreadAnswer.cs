using Grpc.Core;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>
/// Holds what a long answer weighs until its caller has taken it. When a call's handler is done the answer still lies in the stream, for as
/// long as the caller gives it no window.
/// </summary>
internal static class UnreadAnswer
{
    /// <summary>Leaves it to <see cref="Wait(HttpContext)"/>, at the latest to the end of the call, to give back what the answer weighs.</summary>
    public static void Leave(ServerCallContext context, TrafficHolding unread)
    {
        var http = context.GetHttpContext();
        http.Features.Set(unread);
        http.Response.RegisterForDispose(unread);
    }

    /// <summary>Waits until the caller has taken the answer of a call whose handler is done; one who does not is cut off.</summary>
    public static Task Wait(HttpContext http) =>
        http.Features.Get<TrafficHolding>() is { } unread ? Wait(http, unread.Weight) : Task.CompletedTask;

    private static async Task Wait(HttpContext http, long weight)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(TrafficBudget.PatienceFor(weight));
        try
        {
            await http.Response.BodyWriter.FlushAsync(patience.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            http.Abort();
        }
    }
}

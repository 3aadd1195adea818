using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Writes a body. The server copies what it is given, all at once, so a long body is given in slices: of a cached one no more is in memory
/// twice than a slice. It is weighed as soon as its caller does not keep up; one who stops reading loses the connection.
/// </summary>
internal static class LongBody
{
    private const int Slice = 64 << 10;

    public static Task Write(HttpContext http, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) => body.Length <= Slice
        ? http.Response.Body.WriteAsync(body, cancellationToken).AsTask()
        : WriteSlices(http, body);

    private static async Task WriteSlices(HttpContext http, ReadOnlyMemory<byte> body)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(TrafficBudget.PatienceFor(body.Length));
        using var unread = http.RequestServices.GetRequiredService<TrafficBudget>().Begin(http);
        try
        {
            for (var at = 0; at < body.Length; at += Slice)
            {
                var written = http.Response.Body.WriteAsync(body[at..Math.Min(at + Slice, body.Length)], patience.Token).AsTask();
                if (!written.IsCompleted && !await unread.Raise(body.Length, patience.Token))
                {
                    http.Abort();
                }

                await written;
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            http.Abort();
        }
    }
}

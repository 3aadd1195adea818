using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Writes a body. The server copies what it is given, all at once, so a long body is given in slices: of a cached one no more is in memory
/// twice than a slice. A long one is weighed while its caller reads it; one who stops reading loses the connection.
/// </summary>
internal static class LongBody
{
    private const int Slice = 64 << 10;

    // With the text that it was made of, which nobody else may need.
    private const int Copies = 3;

    public static bool IsLong(ReadOnlyMemory<byte> body) => body.Length > Slice;

    /// <exception cref="NoRoomException">There is no room for another long one; nothing has been written.</exception>
    public static Task Write(HttpContext http, ReadOnlyMemory<byte> body, bool isCached, CancellationToken cancellationToken) => IsLong(body)
        ? WriteSlices(http, body, isCached ? body.Length : Copies * (long)body.Length)
        : http.Response.Body.WriteAsync(body, cancellationToken).AsTask();

    private static async Task WriteSlices(HttpContext http, ReadOnlyMemory<byte> body, long weight)
    {
        using var unread = http.RequestServices.GetRequiredService<TrafficBudget>().Begin(http);
        if (!await unread.Raise(weight, http.RequestAborted))
        {
            throw new NoRoomException(NoRoom.Unread);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        patience.CancelAfter(TrafficBudget.PatienceFor(body.Length));
        try
        {
            for (var at = 0; at < body.Length; at += Slice)
            {
                await http.Response.Body.WriteAsync(body[at..Math.Min(at + Slice, body.Length)], patience.Token);
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            http.Abort();
        }
    }
}

using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace SchemaRegistry.Gateway.Hosting;

/// <summary>
/// What the server takes from a connection before anybody reads it. It is not weighed, and who waits for room reads nothing: with the
/// megabyte that the server takes by itself, five hundred who send long bodies at once fill half a gigabyte.
/// </summary>
internal static class UnreadInput
{
    // In bytes. No request line may be longer; the server answers such a one without a body, and any that fits here is answered by us.
    private const int Most = 64 << 10;

    // A stream whose handler does not read holds one share back; so many hold back a connection.
    private const int Streams = 16;

    public static void BoundUnreadInput(this IServiceCollection services)
    {
        services.Configure<SocketTransportOptions>(sockets => sockets.MaxReadBufferSize = Most);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBufferSize = Most;
            kestrel.Limits.MaxRequestLineSize = Most;
            kestrel.Limits.Http2.InitialStreamWindowSize = Most;
            kestrel.Limits.Http2.InitialConnectionWindowSize = Streams * Most;
        });
    }
}

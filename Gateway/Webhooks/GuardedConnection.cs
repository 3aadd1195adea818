using System.Net;
using System.Net.Sockets;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>
/// Connects only to addresses that may be connected to. It looks at the addresses it then uses, after the name was resolved, so
/// no name, redirect or change of a name's address leads past it.
/// </summary>
internal static class GuardedConnection
{
    /// <exception cref="PrivateAddressException">All addresses of the host are private ones.</exception>
    public static async ValueTask<Stream> Open(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var host = context.DnsEndPoint;
        var addresses = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var open = Array.FindAll(addresses, address => !PrivateAddresses.Contains(address));
        if (open.Length == 0)
        {
            throw new PrivateAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The receiver is inside.</summary>
internal sealed class PrivateAddressException() : Exception("the address is private");

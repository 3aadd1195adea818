using System.Net;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// The names by which requests may call this server. A page of another site whose name was made to lead here sends that name, and
/// is found out by it.
/// </summary>
internal sealed class AllowedHosts(GatewayOptions options)
{
    private const string Any = "*";
    private readonly bool _allowsAny = options.AllowedHosts.Contains(Any);
    private volatile string? _lastAllowed;

    /// <summary>Whether it calls this server by a loopback name or address, or one that is listed. One without a name is of no browser.</summary>
    public bool Allow(HttpRequest request)
    {
        if (_allowsAny)
        {
            return true;
        }

        var host = request.Host;
        if (host.Value is not { Length: > 0 } text || text == _lastAllowed)
        {
            return true;
        }

        if (!IsLoopback(host.Host) && !options.AllowedHosts.Contains(host.Host, StringComparer.OrdinalIgnoreCase))
        {
            return false;
        }

        _lastAllowed = text;
        return true;
    }

    public static RegistryError Refusal(HttpRequest request) =>
        new(StatusCodes.Status421MisdirectedRequest, $"This server is not known as '{request.Host.Host}'; ALLOWED_HOSTS lists the names it answers to");

    private static bool IsLoopback(string name) =>
        name.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
}

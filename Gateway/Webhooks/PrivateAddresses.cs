using System.Net;
using System.Net.Sockets;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>
/// Which addresses are not of the open Internet (IANA's special-purpose registries): this machine, private networks, links,
/// carriers' shared space, and what only looks like an address of IPv6.
/// </summary>
internal static class PrivateAddresses
{
    private static readonly IPNetwork[] Closed =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork OpenV6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork TranslatedV4 = IPNetwork.Parse("64:ff9b::/96");

    public static bool Contains(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Contains(address.MapToIPv4());
        }

        if (TranslatedV4.Contains(address))
        {
            return Contains(new IPAddress(address.GetAddressBytes().AsSpan(12)));
        }

        return (address.AddressFamily == AddressFamily.InterNetworkV6 && !OpenV6.Contains(address))
            || Array.Exists(Closed, network => network.Contains(address));
    }
}

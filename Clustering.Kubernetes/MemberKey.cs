using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Keys of a silo in the ConfigMap: <c>s.7f000001.11111.42</c> holds its row, <c>p.7f000001.11111.42</c> its pod. Addresses are in
/// hexadecimal, since keys may not hold the colons of IPv6.
/// </summary>
internal static class MemberKey
{
    private const string RowPrefix = "s.";
    private const string PodPrefix = "p.";

    public static string Row(SiloAddress silo) => RowPrefix + Silo(silo);

    public static string Pod(SiloAddress silo) => PodPrefix + Silo(silo);

    public static string Host(SiloAddress silo) => Convert.ToHexStringLower(silo.Endpoint.Address.GetAddressBytes());

    public static bool TryParseRow(string key, [NotNullWhen(true)] out SiloAddress? silo)
    {
        silo = null;
        if (!key.StartsWith(RowPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = key.Split('.');
        if (parts.Length != 4
            || parts[1].Length is not (8 or 32)
            || !int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort
            || !int.TryParse(parts[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            || !TryReadAddress(parts[1], out var address))
        {
            return false;
        }

        silo = SiloAddress.New(address, port, generation);
        return true;
    }

    private static string Silo(SiloAddress silo) =>
        string.Create(CultureInfo.InvariantCulture, $"{Host(silo)}.{silo.Endpoint.Port}.{silo.Generation}");

    private static bool TryReadAddress(string hex, [NotNullWhen(true)] out IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var isHex = Convert.FromHexString(hex, bytes, out _, out var written) == System.Buffers.OperationStatus.Done;
        address = isHex ? new IPAddress(bytes[..written]) : null;
        return isHex;
    }
}

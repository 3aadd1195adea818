using System.Globalization;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest;

/// <summary>The version in a path (reference 4.2): 1 to 2^31-1, <c>latest</c> in any case, or −1 for the same.</summary>
internal static class VersionNumber
{
    public static Outcome<int> Parse(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Equals("latest", StringComparison.OrdinalIgnoreCase))
        {
            return RegisterRequest.LatestVersion;
        }

        return int.TryParse(trimmed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is > 0 or -1
            ? number
            : RegistryErrors.InvalidVersion(text);
    }
}

using System.Net;

namespace SchemaRegistry.Silo.Configuration;

/// <summary>Reads by which names this process may be called, and by pages of which sites.</summary>
internal static class OriginSettings
{
    private const string Any = "*";

    // Whoever reaches an open port calls it by names that nobody here knows: of a proxy, of a service, of a probe.
    public static IReadOnlyList<string> ReadAllowedHosts(EnvironmentReader reader)
    {
        var given = reader.List(Settings.AllowedHosts, name => name == Any || Uri.CheckHostName(name) != UriHostNameType.Unknown);
        return given.Count > 0 || IPAddress.IsLoopback(reader.Address(Settings.ServerHost)) ? given : [Any];
    }

    public static IReadOnlyList<string> ReadOrigins(EnvironmentReader reader) => reader.List(Settings.CorsOrigins, IsOrigin);

    private static bool IsOrigin(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase)
        && url.UserInfo.Length == 0;
}

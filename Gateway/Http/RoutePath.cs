using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Carries decoded segments through routing, which splits at slashes: a slash inside a segment is escaped on the way in
/// and restored when a handler asks for the value.
/// </summary>
internal static class RoutePath
{
    public static PathString Join(List<string> segments) => new("/" + string.Join('/', segments.Select(Escape)));

    public static string Unescape(string value) => value
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);

    private static string Escape(string segment) => segment
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("/", "%2F", StringComparison.Ordinal);
}

using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Tells requests of pages that this server did not serve. Browsers say so in headers that no page can set; programs send none of them.
/// </summary>
internal static class CrossSite
{
    private const string FetchSite = "Sec-Fetch-Site";

    public static bool IsFromElsewhere(HttpRequest request)
    {
        var headers = request.Headers;
        if (headers.TryGetValue(FetchSite, out var site) && site.Count > 0)
        {
            // "none" is what a person typed.
            return site.ToString() is not ("same-origin" or "none");
        }

        return headers.Origin.Count > 0 && !IsOwn(headers.Origin.ToString(), request.Host);
    }

    /// <summary>
    /// Whether a page can send it without asking first, which it cannot with JSON. A body that tells no type is read as JSON here.
    /// </summary>
    public static bool MayGoUnasked(HttpRequest request) => HttpMethods.IsPost(request.Method)
        && !(MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase));

    // Before a proxy that ends TLS the scheme is another one.
    private static bool IsOwn(string origin, HostString host)
    {
        var scheme = origin.IndexOf("://", StringComparison.Ordinal);
        return scheme > 0 && origin.AsSpan(scheme + 3).Equals(host.Value, StringComparison.OrdinalIgnoreCase);
    }
}

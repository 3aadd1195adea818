using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SchemaRegistry.Gateway.Http;

/// <summary>The media types of the protocol (reference 1.1).</summary>
internal static class MediaTypes
{
    public const string Versioned = "application/vnd.schemaregistry.v1+json";
    public const string Unversioned = "application/vnd.schemaregistry+json";
    public const string Json = "application/json";
    public const string Binary = "application/octet-stream";

    // In the server's order of preference.
    private static readonly (string Type, double Preference)[] Offered = [(Versioned, 1), (Unversioned, 0.9), (Json, 0.5)];

    /// <summary>The type to answer in, or null when the client accepts none that there is.</summary>
    public static string? Negotiate(HttpRequest request)
    {
        var accept = request.Headers.Accept;
        if (accept.Count == 0 || (accept.Count == 1 && accept[0] is null or "" or "*/*" or Versioned))
        {
            return Versioned;
        }

        // A header that cannot be read is no reason to refuse: some clients send odd ones.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0)
        {
            return Versioned;
        }

        var (best, bestScore) = ((string?)null, 0.0);
        foreach (var (type, preference) in Offered)
        {
            var score = Quality(ranges, type) * preference;
            if (score > bestScore)
            {
                (best, bestScore) = (type, score);
            }
        }

        return best;
    }

    /// <summary>Whether a body of this type is read; a missing type counts as binary, which is read as JSON.</summary>
    public static bool IsReadable(HttpRequest request)
    {
        if (string.IsNullOrEmpty(request.ContentType))
        {
            return true;
        }

        return MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Value is { } name
            && (Is(name, Versioned) || Is(name, Unversioned) || Is(name, Json) || Is(name, Binary));
    }

    private static double Quality(IList<MediaTypeHeaderValue> ranges, string type)
    {
        var offered = new MediaTypeHeaderValue(type);
        var (quality, specificity) = (0.0, -1);
        foreach (var range in ranges)
        {
            if (!Matches(range, offered))
            {
                continue;
            }

            var specific = range.MatchesAllTypes ? 0 : range.MatchesAllSubTypes ? 1 : 2;
            if (specific > specificity)
            {
                (quality, specificity) = (range.Quality ?? 1, specific);
            }
        }

        return quality;
    }

    // Java's default header writes "*; q=.2" for "anything".
    private static bool Matches(MediaTypeHeaderValue range, MediaTypeHeaderValue offered) =>
        range.MatchesAllTypes
        || range.MediaType == "*"
        || (range.MatchesAllSubTypes && range.Type == offered.Type)
        || range.MediaType.Equals(offered.MediaType, StringComparison.OrdinalIgnoreCase);

    private static bool Is(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}

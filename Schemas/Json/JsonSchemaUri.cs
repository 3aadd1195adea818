namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// Resolution of URI references (RFC 3986, section 5.2). Any string is accepted and nothing is fetched or normalised beyond
/// dot segments, so that a name means the same on every platform.
/// </summary>
internal static class JsonSchemaUri
{
    private readonly record struct Parts(string? Scheme, string? Authority, string Path, string? Query);

    /// <summary>Splits at the first <c>#</c>. The fragment is null when there is none.</summary>
    public static (string Uri, string? Fragment) SplitFragment(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, null) : (reference[..hash], reference[(hash + 1)..]);
    }

    /// <summary>A reference without fragment, made absolute against a base when the base is absolute.</summary>
    public static string Resolve(string @base, string reference)
    {
        var target = Split(reference);
        var origin = Split(@base);
        if (target.Scheme is not null || origin.Scheme is null && origin.Path.Length == 0)
        {
            return reference;
        }

        if (target.Authority is not null)
        {
            return Join(target with { Scheme = origin.Scheme, Path = WithoutDots(target.Path) });
        }

        if (target.Path.Length == 0)
        {
            return Join(origin with { Query = target.Query ?? origin.Query });
        }

        var path = target.Path[0] == '/' ? target.Path : Merge(origin, target.Path);
        return Join(origin with { Path = WithoutDots(path), Query = target.Query });
    }

    public static bool IsHttp(string uri) =>
        uri.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || uri.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    private static string Merge(Parts origin, string path) => origin.Authority is not null && origin.Path.Length == 0
        ? "/" + path
        : origin.Path[..(origin.Path.LastIndexOf('/') + 1)] + path;

    private static string WithoutDots(string path)
    {
        if (!path.Contains('.', StringComparison.Ordinal))
        {
            return path;
        }

        var kept = new List<string>();
        var segments = path.Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            var isLast = i == segments.Length - 1;
            if (segments[i] == "..")
            {
                if (kept.Count > 1 || kept.Count == 1 && kept[0].Length > 0)
                {
                    kept.RemoveAt(kept.Count - 1);
                }
            }
            else if (segments[i] != ".")
            {
                kept.Add(segments[i]);
                continue;
            }

            if (isLast)
            {
                kept.Add("");
            }
        }

        return string.Join('/', kept);
    }

    private static Parts Split(string uri)
    {
        var rest = uri;
        string? scheme = null;
        string? authority = null;
        string? query = null;
        var colon = rest.AsSpan().IndexOfAny(':', '/', '?');
        if (colon > 0 && rest[colon] == ':')
        {
            (scheme, rest) = (rest[..colon], rest[(colon + 1)..]);
        }

        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        if (mark >= 0)
        {
            (rest, query) = (rest[..mark], rest[(mark + 1)..]);
        }

        if (rest.StartsWith("//", StringComparison.Ordinal))
        {
            var end = rest.IndexOf('/', 2);
            end = end < 0 ? rest.Length : end;
            (authority, rest) = (rest[2..end], rest[end..]);
        }

        return new Parts(scheme, authority, rest, query);
    }

    private static string Join(Parts parts) => string.Concat(
        parts.Scheme is null ? "" : parts.Scheme + ":",
        parts.Authority is null ? "" : "//" + parts.Authority,
        parts.Path,
        parts.Query is null ? "" : "?" + parts.Query);
}

using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// The path of a request as its client wrote it. The server's own decoding cannot tell <c>%2F</c> from <c>%252F</c>, and
/// subjects may contain both, so segments are split first and decoded after.
/// </summary>
internal static class RawTarget
{
    /// <summary>The decoded segments of the path, without a trailing empty one; null when the encoding is broken.</summary>
    public static List<string>? Segments(string rawTarget)
    {
        var segments = new List<string>(8);
        foreach (var range in PathOf(rawTarget).Split('/'))
        {
            if (Decode(PathOf(rawTarget)[range]) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        segments.RemoveAt(0);
        if (segments.Count > 0 && segments[^1].Length == 0)
        {
            segments.RemoveAt(segments.Count - 1);
        }

        return segments;
    }

    private static ReadOnlySpan<char> PathOf(string rawTarget)
    {
        var target = rawTarget.AsSpan();
        var query = target.IndexOf('?');
        var path = query < 0 ? target : target[..query];
        if (path.StartsWith("/"))
        {
            return path;
        }

        // The absolute form, as sent to proxies: scheme and authority come first.
        var authority = path.IndexOf("://");
        var slash = authority < 0 ? -1 : path[(authority + 3)..].IndexOf('/');
        return slash < 0 ? "/" : path[(authority + 3 + slash)..];
    }

    /// <summary>Percent-decodes UTF-8; a plus is a plus. Null when an escape or the UTF-8 is broken.</summary>
    private static string? Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
        {
            return text.ToString();
        }

        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = 0;
            while (!text.IsEmpty)
            {
                if (text[0] != '%')
                {
                    length += Encoding.UTF8.GetBytes(text[..1], bytes.AsSpan(length));
                    text = text[1..];
                    continue;
                }

                if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
                {
                    return null;
                }

                bytes[length++] = Convert.FromHexString(text[1..3])[0];
                text = text[3..];
            }

            var decoded = bytes.AsSpan(0, length);
            return Utf8.IsValid(decoded) ? Encoding.UTF8.GetString(decoded) : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}

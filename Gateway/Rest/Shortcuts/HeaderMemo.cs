using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>
/// What <c>Accept</c> and <c>Accept-Encoding</c> come to. Clients send few different ones again and again, and some take long to read.
/// </summary>
internal sealed class HeaderMemo
{
    private const int MostKept = 64;
    private readonly ConcurrentDictionary<string, string?> _mediaTypes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _encodings = new(StringComparer.Ordinal);

    /// <summary>See <see cref="MediaTypes.Negotiate"/>.</summary>
    public string? MediaType(HttpRequest request) =>
        Remembered(_mediaTypes, request.Headers.Accept, request, MediaTypes.Negotiate);

    /// <summary>See <see cref="Compression.IsAccepted"/>.</summary>
    public bool TakesGzip(HttpRequest request) =>
        Remembered(_encodings, request.Headers.AcceptEncoding, request, Compression.IsAccepted);

    private static T Remembered<T>(
        ConcurrentDictionary<string, T> memo, StringValues header, HttpRequest request, Func<HttpRequest, T> read)
    {
        if (header.Count > 1)
        {
            return read(request);
        }

        var text = header.ToString();
        if (memo.TryGetValue(text, out var known))
        {
            return known;
        }

        var value = read(request);
        if (memo.Count < MostKept)
        {
            memo[text] = value;
        }

        return value;
    }
}

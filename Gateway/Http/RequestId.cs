using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Gateway.Http;

/// <summary>The id of a request (reference 1.1): the client's own, or a random UUID.</summary>
internal static class RequestId
{
    public const string Header = "X-Request-ID";
    private const int MaxLength = 256;

    /// <summary>Puts the id on the answer, and returns it.</summary>
    public static string Set(HttpContext http)
    {
        var id = http.Request.Headers[Header] is [{ } given] && IsPlain(given) ? given : New();
        http.Response.Headers[Header] = id;
        return id;
    }

    // What a header may hold: a response header with anything else is a fault.
    private static bool IsPlain(string id) =>
        id.Length is > 0 and <= MaxLength && !id.AsSpan().ContainsAnyExceptInRange(' ', '~');

    // It names a request and guards nothing, so it need not be hard to guess, which would take a call to the system.
    private static string New()
    {
        Span<byte> bytes = stackalloc byte[16];
        Random.Shared.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}

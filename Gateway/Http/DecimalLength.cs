using System.Text;
using Microsoft.Net.Http.Headers;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Reads <c>Content-Length</c> as what it may be, digits alone. The server's own reading takes a sign too, and a proxy before it that
/// reads the header otherwise would see another end of the request.
/// </summary>
internal sealed class DecimalLength : ASCIIEncoding
{
    private const char NoDigit = '?';
    private static readonly DecimalLength Encoding = new();

    /// <summary>How the server reads a header; null for its own way.</summary>
    public static Encoding? For(string header) => header == HeaderNames.ContentLength ? Encoding : null;

    public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
    {
        if (bytes.Length > chars.Length || bytes.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            chars[0] = NoDigit;
            return 1;
        }

        return base.GetChars(bytes, chars);
    }
}

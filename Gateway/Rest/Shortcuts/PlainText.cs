using System.Buffers;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>Characters that stand for themselves wherever they are in a request target (RFC 3986, section 2.3).</summary>
internal static class PlainText
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static bool Is(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(Unreserved);
}

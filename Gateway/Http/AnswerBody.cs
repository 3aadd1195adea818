using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Gateway.Http;

/// <summary>A body that is complete, and its compressed form, which is made when it is first asked for and kept.</summary>
/// <param name="isCached">Whether a cache holds it, so that many who read it share it.</param>
internal sealed class AnswerBody(ReadOnlyMemory<byte> plain, bool isCached = false)
{
    private const int CompressAbove = 1_024;
    private byte[]? _gzip;

    public ReadOnlyMemory<byte> Plain => plain;

    public bool IsCached => isCached;

    /// <summary>Whether it is worth compressing.</summary>
    public bool IsWorthCompressing => plain.Length > CompressAbove;

    public ReadOnlyMemory<byte> Gzip => _gzip ??= Compression.Compress(plain);

    /// <summary>Sets the headers that describe the body, and returns the bytes that go with them.</summary>
    public ReadOnlyMemory<byte> Describe(HttpResponse response, bool takesGzip)
    {
        var bytes = plain;
        if (IsWorthCompressing)
        {
            response.Headers.Vary = "Accept-Encoding";
            if (takesGzip)
            {
                response.Headers.ContentEncoding = "gzip";
                bytes = Gzip;
            }
        }

        response.ContentLength = bytes.Length;
        return bytes;
    }
}

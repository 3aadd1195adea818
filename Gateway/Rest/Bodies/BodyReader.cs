using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>Reads the body of a request, up to a limit, as one JSON object.</summary>
internal static class BodyReader
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 1_000 };

    // Some editors and scripts put it before what they send, and the original's JSON reader passes over it.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="request">Whose body.</param>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <param name="argument">What the protocol calls the body, for the message when there is none.</param>
    /// <param name="read">Reads the object.</param>
    public static async Task<Outcome<T>> Read<T>(HttpRequest request, int limit, string argument, Func<JsonElement, Outcome<T>> read)
    {
        if (!MediaTypes.IsReadable(request))
        {
            return RestErrors.UnsupportedMediaType;
        }

        try
        {
            return await ReadBytes(request, limit) is { } bytes ? Parse(bytes, argument, read) : RestErrors.BodyTooLarge(limit);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The server has no status for a broken chunk.
            return RestErrors.BadRequest(fault.Message);
        }
    }

    private static Outcome<T> Parse<T>(ArrayBufferWriter<byte> bytes, string argument, Func<JsonElement, Outcome<T>> read)
    {
        var body = bytes.WrittenSpan.StartsWith(ByteOrderMark) ? bytes.WrittenMemory[ByteOrderMark.Length..] : bytes.WrittenMemory;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return RegistryErrors.MissingBody(argument);
        }

        return Utf8.IsValid(body.Span) ? Parse(body, argument, read) : RestErrors.BadRequest("The request body is not valid UTF-8");
    }

    private static Outcome<T> Parse<T>(ReadOnlyMemory<byte> body, string argument, Func<JsonElement, Outcome<T>> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Object => read(document.RootElement),
                JsonValueKind.Null => RegistryErrors.MissingBody(argument),
                _ => RestErrors.BadRequest("The request body must be a JSON object"),
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair in an escape comes to.
            return RestErrors.BadRequest(fault.Message);
        }
    }

    private static async Task<ArrayBufferWriter<byte>?> ReadBytes(HttpRequest request, int limit)
    {
        var declared = request.ContentLength ?? 0;
        if (declared > limit)
        {
            return null;
        }

        var bytes = new ArrayBufferWriter<byte>(Math.Max(1_024, (int)declared + 1));
        while (true)
        {
            var read = await request.Body.ReadAsync(bytes.GetMemory(1), request.HttpContext.RequestAborted);
            if (read == 0)
            {
                return bytes;
            }

            bytes.Advance(read);
            if (bytes.WrittenCount > limit)
            {
                return null;
            }
        }
    }
}

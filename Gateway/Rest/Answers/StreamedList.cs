using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>A JSON array of any length in bounded memory. A fault before the first item still makes an error of it.</summary>
internal sealed class StreamedList<T>(IAsyncEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    : Answer(StatusCodes.Status200OK, new AnswerBody(default))
{
    private const int FlushAt = 16 << 10;

    public override async Task Write(HttpContext http, string mediaType)
    {
        await using var reader = items.GetAsyncEnumerator(http.RequestAborted);
        var hasItem = await reader.MoveNextAsync();

        var response = http.Response;
        (response.StatusCode, response.ContentType) = (Status, mediaType);
        response.Headers.Vary = "Accept-Encoding";
        var isCompressed = Compression.IsAccepted(http.Request);
        if (isCompressed)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        var body = isCompressed ? new GZipStream(response.Body, CompressionLevel.Fastest, leaveOpen: true) : response.Body;
        await using (var writer = new Utf8JsonWriter(body, EncodedJson.Options))
        {
            writer.WriteStartArray();
            while (hasItem)
            {
                write(writer, reader.Current);
                hasItem = await MoveOn(reader, writer, http.RequestAborted);
            }

            writer.WriteEndArray();
        }

        if (isCompressed)
        {
            await body.DisposeAsync();
        }
    }

    // What is there goes out before the next page is waited for.
    private static async ValueTask<bool> MoveOn(IAsyncEnumerator<T> reader, Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        var next = reader.MoveNextAsync();
        if (next.IsCompleted && writer.BytesPending <= FlushAt)
        {
            return await next;
        }

        var hasNext = false;
        try
        {
            await writer.FlushAsync(cancellationToken);
        }
        finally
        {
            hasNext = await next;
        }

        return hasNext;
    }
}

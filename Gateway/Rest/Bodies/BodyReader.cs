using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>Reads the body of a request, up to a limit, as one JSON object.</summary>
internal static class BodyReader
{
    // In the buffer, and as the texts that are read from it.
    private const int Copies = 3;

    // In bytes. Who has sent so much sends what was declared, and doubling the buffer until it fits would leave as much behind again.
    private const int Earnest = 1 << 20;

    // Some editors and scripts put it before what they send, and the original's JSON reader passes over it.
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <param name="request">Whose body.</param>
    /// <param name="limit">The most bytes that are taken.</param>
    /// <param name="budget">What a long one is weighed against while it comes.</param>
    /// <param name="argument">What the protocol calls the body, for the message when there is none.</param>
    /// <param name="read">Reads the object.</param>
    /// <exception cref="NoRoomException">There was no room for it in time.</exception>
    public static async Task<Outcome<T>> Read<T>(
        HttpRequest request, int limit, TrafficBudget budget, string argument, Func<BodyValue, Outcome<T>> read)
    {
        if (!MediaTypes.IsReadable(request))
        {
            return RestErrors.UnsupportedMediaType;
        }

        using var coming = new ComingBody(budget, request.HttpContext);
        try
        {
            var arrived = await ReadBytes(request, limit, coming);
            return arrived.Error is { } refusal ? refusal : Parse(arrived.Value!, argument, read);
        }
        catch (IOException fault) when (fault is not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The server has no status for a broken chunk.
            return RestErrors.BadRequest(fault.Message);
        }
    }

    private static Outcome<T> Parse<T>(ArrayBufferWriter<byte> bytes, string argument, Func<BodyValue, Outcome<T>> read)
    {
        var body = bytes.WrittenSpan.StartsWith(ByteOrderMark) ? bytes.WrittenMemory[ByteOrderMark.Length..] : bytes.WrittenMemory;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
        {
            return RegistryErrors.MissingBody(argument);
        }

        return Utf8.IsValid(body.Span) ? Parse(body, argument, read) : RestErrors.BadRequest("The request body is not valid UTF-8");
    }

    private static Outcome<T> Parse<T>(ReadOnlyMemory<byte> body, string argument, Func<BodyValue, Outcome<T>> read)
    {
        try
        {
            var value = BodyValue.Parse(body);
            return value.Kind switch
            {
                JsonValueKind.Object => read(value),
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

    // What a request declares is not taken for what comes: the buffer grows with what is there, until so much is that the rest will come.
    private static async Task<Outcome<ArrayBufferWriter<byte>>> ReadBytes(HttpRequest request, int limit, ComingBody coming)
    {
        var declared = request.ContentLength ?? 0;
        if (declared > limit)
        {
            return RestErrors.BodyTooLarge(limit);
        }

        var bytes = new ArrayBufferWriter<byte>((int)Math.Clamp(declared + 1, 1_024, TrafficBudget.Short));
        while (true)
        {
            if (bytes.Capacity >= TrafficBudget.Short && bytes.FreeCapacity == 0)
            {
                var next = bytes.WrittenCount < Earnest ? 2L * bytes.Capacity : Math.Max(declared + 1, 2L * bytes.Capacity);
                if (!await coming.Weigh(Copies * next, request.HttpContext.RequestAborted))
                {
                    throw new NoRoomException(NoRoom.Coming);
                }

                bytes.GetMemory((int)(next - bytes.WrittenCount));
            }

            var room = bytes.GetMemory(1).Length;
            if (!ComingBody.TryRead(request.BodyReader, out var read))
            {
                if (await coming.Read(request.BodyReader, bytes.WrittenCount, request.HttpContext.RequestAborted) is not { } come)
                {
                    request.HttpContext.Response.Headers.Connection = "close";
                    return RestErrors.BodyTooSlow;
                }

                read = come;
            }

            var taken = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, room));
            foreach (var part in taken)
            {
                bytes.Write(part.Span);
            }

            var isAll = read.IsCompleted && taken.Length == read.Buffer.Length;
            request.BodyReader.AdvanceTo(taken.End);
            if (bytes.WrittenCount > limit)
            {
                return RestErrors.BodyTooLarge(limit);
            }

            if (isAll)
            {
                return bytes;
            }
        }
    }
}

using Google.Protobuf;
using Grpc.Core;

namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>Writes to a stream in packets rather than message by message; waits while the reader does not read.</summary>
internal sealed class ListWriter<T>(IServerStreamWriter<T> stream)
    where T : class, IMessage<T>
{
    private const int PacketBytes = 16 << 10;
    private static readonly WriteOptions Buffered = new(WriteFlags.BufferHint);
    private static readonly WriteOptions Flushed = new();
    private int _pending;
    private long _steps;

    /// <summary>Two more with each message written; odd while one waits until the caller takes what came before.</summary>
    public long Steps => Volatile.Read(ref _steps);

    /// <param name="message">What to write.</param>
    /// <param name="moreFollows">Whether another message is about to be written, so that this one may wait for it.</param>
    /// <param name="cancellationToken">Ends the wait for a reader.</param>
    public async Task Write(T message, bool moreFollows, CancellationToken cancellationToken)
    {
        _pending += message.CalculateSize();
        var waits = moreFollows && _pending < PacketBytes;
        _pending = waits ? _pending : 0;
        stream.WriteOptions = waits ? Buffered : Flushed;
        Volatile.Write(ref _steps, _steps + 1);
        await stream.WriteAsync(message, cancellationToken);
        Volatile.Write(ref _steps, _steps + 1);
    }
}

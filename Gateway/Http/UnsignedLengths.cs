using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;

namespace SchemaRegistry.Gateway.Http;

/// <summary>
/// Has the server refuse a <c>Content-Length</c> with a sign, which it would read, while a proxy before it that reads the header otherwise
/// sees another end of the request (RFC 9112, section 6.3). The sign becomes a character that no length has, before the server sees it:
/// the hook that the server has for the reading of headers costs every header of every request.
/// </summary>
public static class UnsignedLengths
{
    public static void UseUnsignedLengths(this IConnectionBuilder connections) => connections.Use(next => connection =>
    {
        connection.Transport = new Transport(new Reader(connection.Transport.Input), connection.Transport.Output);
        return next(connection);
    });

    private sealed record Transport(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Reader(PipeReader input) : PipeReader
    {
        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
        {
            var reading = input.ReadAsync(cancellationToken);
            return reading.IsCompletedSuccessfully ? ValueTask.FromResult(Checked(reading.Result)) : Wait(reading);
        }

        public override bool TryRead(out ReadResult result)
        {
            var isThere = input.TryRead(out result);
            if (isThere)
            {
                Checked(result);
            }

            return isThere;
        }

        public override void AdvanceTo(SequencePosition consumed) => input.AdvanceTo(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => input.AdvanceTo(consumed, examined);

        public override void CancelPendingRead() => input.CancelPendingRead();

        public override void Complete(Exception? exception = null) => input.Complete(exception);

        public override ValueTask CompleteAsync(Exception? exception = null) => input.CompleteAsync(exception);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
        private static async ValueTask<ReadResult> Wait(ValueTask<ReadResult> reading) => Checked(await reading);

        // The server takes line by line, so the beginning of a line that is whole now is here too, however it came.
        private static ReadResult Checked(ReadResult read)
        {
            SignedLength.Spoil(read.Buffer);
            return read;
        }
    }
}

using System.Buffers;
using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>
/// What comes by a call. A message lies in memory until it is whole: what has come of a long one is weighed before more of it is taken, so
/// that many who never send the end fill no more than their share. What a packed one unfolds to is weighed while it does.
/// </summary>
internal sealed class WeighedBody(PipeReader body, HttpContext http, TrafficBudget budget, FailureReports failures)
    : PipeReader, IRequestBodyPipeFeature, IDisposable
{
    // As it came, and as the texts that are read from it.
    private const int Copies = 3;

    // Whoever unpacks a message is not told which call it came by.
    private static readonly AsyncLocal<WeighedBody?> Unpacking = new();
    private long _kept;
    private bool _isDisposed;
    private ComingBody? _coming;

    public PipeReader Reader => this;

    public static Func<HttpContext, RequestDelegate, Task> For(TrafficBudget budget, FailureReports failures) => (http, next) =>
    {
        // What is declared to be short stays short, unless it unfolds.
        var isPacked = http.Request.Headers.GrpcEncoding.Count > 0;
        if (isPacked || http.Request.ContentLength is null or > TrafficBudget.Short)
        {
            var body = new WeighedBody(http.Request.BodyReader, http, budget, failures);
            http.Features.Set<IRequestBodyPipeFeature>(body);
            Unpacking.Value = isPacked ? body : null;
        }

        return next(http);
    };

    /// <summary>Takes what a message has unfolded to so far. Unpacking cannot wait: where there is no room at once, it is refused.</summary>
    public static void TakeUnpacked(long bytes)
    {
        if (bytes > TrafficBudget.Short && Unpacking.Value is { } body && !body.TryTake(bytes))
        {
            throw body.Refusal();
        }
    }

    public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        _kept <= TrafficBudget.Short ? body.ReadAsync(cancellationToken) : ReadWeighed(cancellationToken);

    public override bool TryRead(out ReadResult result) => body.TryRead(out result);

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _kept = Place(examined) - Place(consumed);
        body.AdvanceTo(consumed, examined);
        if (_kept <= TrafficBudget.Short)
        {
            GiveBack();
        }
    }

    public override void CancelPendingRead() => body.CancelPendingRead();

    public override void Complete(Exception? exception = null)
    {
        body.Complete(exception);
        GiveBack();
    }

    public void Dispose()
    {
        _isDisposed = true;
        GiveBack();
    }

    private static long Place(SequencePosition position) => position.GetObject() is ReadOnlySequenceSegment<byte> segment
        ? segment.RunningIndex + position.GetInteger()
        : position.GetInteger();

    private async ValueTask<ReadResult> ReadWeighed(CancellationToken cancellationToken)
    {
        var coming = Begun();
        if (!await coming.Weigh(Copies * _kept, cancellationToken.CanBeCanceled ? cancellationToken : http.RequestAborted))
        {
            throw Refusal();
        }

        return await coming.Read(body, _kept, cancellationToken) ?? throw GrpcErrors.MessageTooSlow.ToException();
    }

    private bool TryTake(long unpacked) => Begun().TryWeigh(Copies * (_kept + unpacked));

    private ComingBody Begun()
    {
        if (_coming is null)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            http.Response.RegisterForDispose(this);
            _coming = new ComingBody(budget, http);
        }

        return _coming;
    }

    private RpcException Refusal()
    {
        failures.Report(RequestMetrics.Grpc, FailureReason.Memory, NoRoom.Coming.Message);
        return NoRoom.Coming.ToException();
    }

    private void GiveBack()
    {
        _coming?.Dispose();
        _coming = null;
    }
}

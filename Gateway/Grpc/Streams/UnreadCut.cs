using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;

namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>
/// Cuts a stream off when this process stops and its caller does not read: one that takes nothing for a while would hold the stop up
/// until its time is over. One that reads is served to the end. What was written at the end and is not taken goes with the connection.
/// </summary>
internal sealed class UnreadCut : IDisposable
{
    // The only code of HTTP/2 that clients read as UNAVAILABLE. None of them sends a stream again of which it has had the head.
    private const int RefusedStream = 7;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _cut;
    private readonly CancellationTokenRegistration _atStop;
    private readonly ServerCallContext _context;
    private readonly Func<long> _steps;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;
    private readonly ConnectionStreams _connection;
    private bool _isOver;

    /// <param name="context">The stream as a call.</param>
    /// <param name="steps">See <see cref="ListWriter{T}.Steps"/>.</param>
    /// <param name="clock">Measures patience.</param>
    /// <param name="stopping">This process stops.</param>
    public UnreadCut(ServerCallContext context, Func<long> steps, TimeProvider clock, CancellationToken stopping)
    {
        (_context, _steps, _clock, _stopping) = (context, steps, clock, stopping);
        _connection = ConnectionStreams.Of(context.GetHttpContext());
        _connection.Begin();
        _cut = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        _atStop = stopping.UnsafeRegister(static state => _ = ((UnreadCut)state!).Watch(), this);
    }

    /// <summary>The caller has gone, or is cut off.</summary>
    public CancellationToken Token => _cut.Token;

    public void Dispose()
    {
        _atStop.Dispose();
        lock (_gate)
        {
            _isOver = true;
            _cut.Dispose();
        }

        _connection.End();
        if (_stopping.IsCancellationRequested)
        {
            _connection.CloseSoon(_clock);
        }
    }

    private async Task Watch()
    {
        for (var seen = _steps(); !Volatile.Read(ref _isOver); seen = _steps())
        {
            await Task.Delay(Patience, _clock);
            if (long.IsOddInteger(seen) && _steps() == seen)
            {
                Cut();
            }
        }
    }

    private void Cut()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _isOver = true;
                _context.GetHttpContext().Features.Get<IHttpResetFeature>()?.Reset(RefusedStream);
                _cut.Cancel();
            }
        }
    }
}

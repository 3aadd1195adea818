using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Gateway.Weighing;

/// <summary>
/// What is held for a body while it comes. Once that is weighed, others may wait for the room, so the rest must not drip; what is short is
/// not weighed and may take its time.
/// </summary>
internal sealed class ComingBody(TrafficBudget budget, HttpContext http) : IDisposable
{
    public const string TooSlow = "What was sent came too slowly; where it is more than 16 KB it has to come with 128 KB a second";
    private TrafficHolding? _holding;
    private TrafficPatience? _patience;

    /// <summary>Takes so much in all, and waits for it. False when there was no room in time.</summary>
    public async ValueTask<bool> Weigh(long weight, CancellationToken cancellationToken)
    {
        _patience?.Pause();
        if (!await Begun().Raise(weight, cancellationToken))
        {
            return false;
        }

        _patience ??= budget.BeginPatience();
        return true;
    }

    /// <summary>Takes so much in all where there is room for it at once.</summary>
    public bool TryWeigh(long weight) => Begun().TryRaise(weight);

    /// <summary>Reads what is there already, as most of a short body is: nobody is waited for, and nothing made that would end the wait.</summary>
    public static bool TryRead(PipeReader body, out ReadResult read)
    {
        if (!body.TryRead(out read))
        {
            return false;
        }

        if (read.IsCanceled)
        {
            body.AdvanceTo(read.Buffer.Start);
        }

        return !read.IsCanceled;
    }

    /// <summary>Reads on after so many bytes. Null when the rest is late; the reader is as if it had not been read, as the server wants it.</summary>
    public ValueTask<ReadResult?> Read(PipeReader body, long bytes, CancellationToken cancellationToken) =>
        _patience is null ? Read(body, cancellationToken) : ReadInTime(body, _patience, bytes, cancellationToken);

    public void Dispose()
    {
        _patience?.Dispose();
        _holding?.Dispose();
    }

    private static async ValueTask<ReadResult?> Read(PipeReader body, CancellationToken cancellationToken) => await body.ReadAsync(cancellationToken);

    private static async ValueTask<ReadResult?> ReadInTime(
        PipeReader body, TrafficPatience patience, long bytes, CancellationToken cancellationToken)
    {
        using var late = patience.TokenAfter(bytes).UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), body);
        var read = await body.ReadAsync(cancellationToken);
        if (!read.IsCanceled || !patience.IsOver)
        {
            return read;
        }

        body.AdvanceTo(read.Buffer.Start);
        return null;
    }

    private TrafficHolding Begun() => _holding ??= budget.Begin(http);
}

namespace SchemaRegistry.Storage.Batching;

/// <summary>Somebody's part of a batch, and the answer that is waited for. Who is cancelled before the batch leaves is left behind.</summary>
internal abstract class BatchEntry
{
    private const int Waiting = 0;
    private const int Left = 1;
    private const int Cancelled = 2;
    private int _state = Waiting;

    /// <summary>False for one that was cancelled before.</summary>
    public bool TryLeave() => Interlocked.CompareExchange(ref _state, Left, Waiting) == Waiting;

    public abstract void Fail(Exception fault);

    protected bool TryCancel() => Interlocked.CompareExchange(ref _state, Cancelled, Waiting) == Waiting;
}

/// <inheritdoc cref="BatchEntry"/>
internal abstract class BatchEntry<T> : BatchEntry
{
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The answer; cancellation counts until the batch has left, and no longer.</summary>
    public async Task<T> Answer(CancellationToken cancellationToken)
    {
        await using var cancelling = cancellationToken.Register(() =>
        {
            if (TryCancel())
            {
                _answer.TrySetCanceled(cancellationToken);
            }
        });
        return await _answer.Task;
    }

    public override void Fail(Exception fault) => _answer.TrySetException(fault);

    protected void Succeed(T result) => _answer.TrySetResult(result);
}

namespace SchemaRegistry.Gateway.Caching;

/// <summary>One reading of an id, which all wait for who ask meanwhile. It is given up when the last of them has gone.</summary>
internal sealed class Flight : IDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _abandoned = new();
    private readonly TaskCompletionSource<CachedSchema?> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;
    private bool _isStarted;

    /// <summary>The id has changed since reading began.</summary>
    public volatile bool IsOutdated;

    /// <summary>False when everybody has gone, so that its result is not worth waiting for. Who joins has to wait.</summary>
    /// <param name="isFirst">Whether the caller has to start it.</param>
    public bool TryJoin(out bool isFirst)
    {
        lock (_gate)
        {
            isFirst = !_isStarted;
            if (_abandoned.IsCancellationRequested)
            {
                return false;
            }

            _waiting++;
            _isStarted = true;
            return true;
        }
    }

    /// <summary>Reads; never throws.</summary>
    public async Task Start(Func<CancellationToken, Task<CachedSchema?>> read)
    {
        try
        {
            _result.SetResult(await read(_abandoned.Token));
        }
        catch (Exception fault)
        {
            _result.SetException(fault);
        }
    }

    public async Task<CachedSchema?> Wait(CancellationToken cancellationToken)
    {
        try
        {
            return await _result.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose() => _abandoned.Dispose();

    private void Leave()
    {
        lock (_gate)
        {
            if (--_waiting == 0 && !_result.Task.IsCompleted)
            {
                _abandoned.Cancel();
            }
        }
    }
}

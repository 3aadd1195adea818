namespace SchemaRegistry.Storage.Batching;

/// <summary>
/// Puts together those who come at the same time: while as many batches are under way as may be, who comes waits, and goes with
/// the next one. Alone, nobody waits for anybody: there is no timer.
/// </summary>
/// <param name="atOnce">How many batches may be under way.</param>
/// <param name="largest">How many may go together.</param>
/// <param name="run">Takes care of a batch; never throws, faults go to those who wait.</param>
internal sealed class Batcher<T>(int atOnce, int largest, Func<IReadOnlyList<T>, Task> run)
{
    private readonly Lock _gate = new();
    private readonly Queue<T> _waiting = new();
    private int _underWay;

    public void Add(T item)
    {
        lock (_gate)
        {
            _waiting.Enqueue(item);
            if (_underWay == atOnce)
            {
                return;
            }

            _underWay++;
        }

        // Not on the caller's scheduler: the others should not wait for a grain that is busy.
        _ = Task.Run(Serve, CancellationToken.None);
    }

    private async Task Serve()
    {
        while (true)
        {
            // Behind all that is queued for the process already: the busier it is, the more go together.
            await Task.Yield();
            if (Next() is not { } batch)
            {
                return;
            }

            await run(batch);
        }
    }

    private List<T>? Next()
    {
        lock (_gate)
        {
            if (_waiting.Count == 0)
            {
                _underWay--;
                return null;
            }

            var batch = new List<T>(Math.Min(largest, _waiting.Count));
            while (batch.Count < largest && _waiting.TryDequeue(out var item))
            {
                batch.Add(item);
            }

            return batch;
        }
    }
}

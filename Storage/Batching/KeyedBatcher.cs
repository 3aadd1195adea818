namespace SchemaRegistry.Storage.Batching;

/// <summary>
/// Natural batches of requests of one key, one batch at a time for each: while one is under way those who come wait, and are
/// served together by the next. Keys do not wait for each other.
/// </summary>
/// <param name="serve">Serves a batch; what it throws goes to all of it.</param>
internal sealed class KeyedBatcher<T>(Func<string, IReadOnlyList<T>, Task> serve)
    where T : BatchEntry
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<T>> _waiting = new(StringComparer.Ordinal);

    public void Add(string key, T request)
    {
        bool first;
        lock (_gate)
        {
            first = !_waiting.TryGetValue(key, out var queue);
            if (first)
            {
                _waiting.Add(key, queue = []);
            }

            queue!.Add(request);
        }

        if (first)
        {
            // Not on the caller's scheduler: the others should not wait for a grain that is busy.
            _ = Task.Run(() => ServeAll(key), CancellationToken.None);
        }
    }

    private async Task ServeAll(string key)
    {
        while (true)
        {
            // Behind all that is queued for the process already: the busier it is, the more are served together.
            await Task.Yield();
            if (NextBatch(key) is not { } batch)
            {
                return;
            }

            List<T> present = [.. batch.Where(request => request.TryLeave())];
            try
            {
                await (present.Count > 0 ? serve(key, present) : Task.CompletedTask);
            }
            catch (Exception fault)
            {
                present.ForEach(request => request.Fail(fault));
            }
        }
    }

    private List<T>? NextBatch(string key)
    {
        lock (_gate)
        {
            var queue = _waiting[key];
            if (queue.Count == 0)
            {
                _waiting.Remove(key);
                return null;
            }

            _waiting[key] = [];
            return queue;
        }
    }
}

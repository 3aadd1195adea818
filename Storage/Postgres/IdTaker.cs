namespace SchemaRegistry.Storage.Postgres;

/// <summary>
/// Joins the requests for new ids: while one statement is on its way for a context, those who come wait and are served
/// together by the next. So the counter of a busy context is moved once per round trip and not once per registration.
/// </summary>
/// <param name="takeRange">Takes so many ids of a context and answers with the first, or null when there are not so many.</param>
internal sealed class IdTaker(Func<string, int, Task<int?>> takeRange)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Request>> _waiting = new(StringComparer.Ordinal);

    public Task<int[]> Take(string context, int count, CancellationToken cancellationToken)
    {
        var request = new Request(count);
        bool first;
        lock (_gate)
        {
            first = !_waiting.TryGetValue(context, out var queue);
            if (first)
            {
                _waiting.Add(context, queue = []);
            }

            queue!.Add(request);
        }

        if (first)
        {
            // Not on the caller's scheduler: the others should not wait for a grain that is busy.
            _ = Task.Run(() => Serve(context), CancellationToken.None);
        }

        return request.Answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Serves a context until nobody waits. Never throws: faults go to those who wait.</summary>
    private async Task Serve(string context)
    {
        while (NextBatch(context) is { } batch)
        {
            try
            {
                await Serve(context, batch);
            }
            catch (Exception fault)
            {
                foreach (var request in batch)
                {
                    request.Answer.TrySetException(fault);
                }
            }
        }
    }

    private async Task Serve(string context, List<Request> batch)
    {
        var next = await takeRange(context, batch.Sum(request => request.Count));
        if (next is not { } first)
        {
            await ServeOneByOne(context, batch);
            return;
        }

        foreach (var request in batch)
        {
            request.Grant(first);
            first += request.Count;
        }
    }

    /// <summary>There are not enough ids for all; some may still be served.</summary>
    private async Task ServeOneByOne(string context, List<Request> batch)
    {
        foreach (var request in batch)
        {
            if (batch.Count > 1 && await takeRange(context, request.Count) is { } first)
            {
                request.Grant(first);
                continue;
            }

            request.Answer.TrySetException(new IdsExhaustedException(context));
        }
    }

    private List<Request>? NextBatch(string context)
    {
        lock (_gate)
        {
            var queue = _waiting[context];
            if (queue.Count == 0)
            {
                _waiting.Remove(context);
                return null;
            }

            _waiting[context] = [];
            return queue;
        }
    }

    private sealed record Request(int Count)
    {
        public TaskCompletionSource<int[]> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Grant(int first) => Answer.TrySetResult([.. Enumerable.Range(first, Count)]);
    }
}

using SchemaRegistry.Storage.Batching;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Storage.Postgres.Ids;

/// <summary>
/// Joins the requests for new ids, so that the counter of a busy context is moved once per round trip and not once per
/// registration.
/// </summary>
internal sealed class IdAllocator
{
    private readonly Func<string, int, Task<int?>> _takeRange;
    private readonly KeyedBatcher<Request> _batches;

    /// <param name="takeRange">Takes so many ids of a context and answers with the first, or null when there are not so many.</param>
    public IdAllocator(Func<string, int, Task<int?>> takeRange)
    {
        _takeRange = takeRange;
        _batches = new KeyedBatcher<Request>(Serve);
    }

    public Task<int[]> Take(string context, int count, CancellationToken cancellationToken)
    {
        var request = new Request(count);
        _batches.Add(context, request);
        return request.Answer(cancellationToken);
    }

    private async Task Serve(string context, IReadOnlyList<Request> batch)
    {
        var next = await _takeRange(context, batch.Sum(request => request.Count));
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
    private async Task ServeOneByOne(string context, IReadOnlyList<Request> batch)
    {
        foreach (var request in batch)
        {
            if (batch.Count > 1 && await _takeRange(context, request.Count) is { } first)
            {
                request.Grant(first);
                continue;
            }

            request.Fail(new IdsExhaustedException(context));
        }
    }

    private sealed class Request(int count) : BatchEntry<int[]>
    {
        public int Count => count;

        public void Grant(int first) => Succeed([.. Enumerable.Range(first, count)]);
    }
}

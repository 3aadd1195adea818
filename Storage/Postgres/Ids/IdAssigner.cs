using SchemaRegistry.Model;
using SchemaRegistry.Storage.Batching;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Storage.Postgres.Ids;

/// <summary>
/// Finds the ids of contents, and takes new ones for those that have none, in one statement for all who ask about a context at
/// the same time.
/// </summary>
internal sealed class IdAssigner
{
    private readonly Func<string, ContentHash[], Task<FoundIds>> _findOrTake;
    private readonly IdAllocator _allocator;
    private readonly KeyedBatcher<Request> _batches;

    /// <param name="findOrTake">Finds the ids of contents that are all different.</param>
    /// <param name="allocator">Takes ids when there were not enough for all.</param>
    public IdAssigner(Func<string, ContentHash[], Task<FoundIds>> findOrTake, IdAllocator allocator)
    {
        (_findOrTake, _allocator) = (findOrTake, allocator);
        _batches = new KeyedBatcher<Request>(Serve);
    }

    public Task<ContentId> Find(string context, ContentHash hash, CancellationToken cancellationToken)
    {
        var request = new Request(hash);
        _batches.Add(context, request);
        return request.Answer(cancellationToken);
    }

    private async Task Serve(string context, IReadOnlyList<Request> batch)
    {
        ContentHash[] hashes = [.. batch.Select(request => request.Hash).Distinct()];
        var found = await _findOrTake(context, hashes);
        var next = found.FirstTaken;
        for (var i = 0; i < hashes.Length; i++)
        {
            var id = found.Known[i] is { } known ? new ContentId(known, IsNew: false)
                : next is { } taken ? new ContentId(taken, IsNew: true)
                : (ContentId?)null;
            next += id is { IsNew: true } ? 1 : 0;
            foreach (var request in batch.Where(request => request.Hash == hashes[i]))
            {
                await request.Answer(id, () => TakeOne(context));
            }
        }
    }

    private async Task<ContentId> TakeOne(string context) => new((await _allocator.Take(context, 1, CancellationToken.None))[0], IsNew: true);

    private sealed class Request(ContentHash hash) : BatchEntry<ContentId>
    {
        public ContentHash Hash => hash;

        public async Task Answer(ContentId? id, Func<Task<ContentId>> otherwise)
        {
            try
            {
                Succeed(id ?? await otherwise());
            }
            catch (Exception fault)
            {
                Fail(fault);
            }
        }
    }
}

/// <param name="Known">For each content the id it has; null when it has none.</param>
/// <param name="FirstTaken">The first of as many new ids as contents have none; null when the context has not so many left.</param>
internal sealed record FoundIds(int?[] Known, int? FirstTaken);

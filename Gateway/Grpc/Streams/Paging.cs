using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Grpc.Streams;

/// <summary>
/// Reads a list page by page, as fast as its reader takes it. Pages are held to about <see cref="PageSize"/> characters,
/// as the items so far were long: that much is what a reader who stopped reading keeps in memory.
/// </summary>
internal static class Paging
{
    /// <summary>Items of the first page, before their length is known.</summary>
    public const int FirstPage = 8;

    private const int PageSize = 256 << 10;
    private const int MaxPage = 2_000;

    /// <summary>The number of items to list at most; 0 stands for all.</summary>
    public static int LimitOf(int given) => given switch
    {
        0 => int.MaxValue,
        < 0 => throw GrpcErrors.Invalid($"limit must not be negative, and is {given}").ToException(),
        _ => given,
    };

    public static async IAsyncEnumerable<T> Items<T>(
        ListRequest first,
        Func<ListRequest, CancellationToken, Task<Page<T>>> read,
        Func<T, int> lengthOf,
        int limit,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (request, left) = (first, limit); ;)
        {
            var page = await read(request with { Limit = Math.Min(request.Limit, left) }, cancellationToken);
            var length = 0L;
            foreach (var item in page.Items)
            {
                length += lengthOf(item);
                yield return item;
            }

            left -= page.Items.Length;
            if (page.Next is null || left == 0)
            {
                yield break;
            }

            var average = Math.Max(1, length / Math.Max(1, page.Items.Length));
            request = new ListRequest(
                first.Filter with { After = page.Next, Skip = 0 }, (int)Math.Clamp(PageSize / average, 1, MaxPage), first.RuleType);
        }
    }
}

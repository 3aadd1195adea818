using System.Runtime.CompilerServices;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Lists;

/// <summary>Reads a list page by page, as far as somebody takes from it.</summary>
internal static class Paging
{
    /// <summary>Items asked for first, so that the first byte leaves soon; later pages are as large as the list wants them.</summary>
    private const int FirstPage = 100;

    public static IAsyncEnumerable<T> Items<T>(
        ListRequest first, Func<ListRequest, CancellationToken, Task<Page<T>>> read, CancellationToken cancellationToken) =>
        Items(first, read, FirstPage, cancellationToken);

    /// <param name="firstPage">How many to ask for first; no page is larger than the list wants it.</param>
    public static async IAsyncEnumerable<T> Items<T>(
        ListRequest first,
        Func<ListRequest, CancellationToken, Task<Page<T>>> read,
        int firstPage,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var request = first with { Limit = Math.Min(firstPage, first.Limit) }; ;)
        {
            var page = await read(request, cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            if (page.Next is null)
            {
                yield break;
            }

            request = first with { Filter = first.Filter with { After = page.Next, Skip = 0 } };
        }
    }
}

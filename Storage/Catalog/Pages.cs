using System.Runtime.CompilerServices;

namespace SchemaRegistry.Storage.Catalog;

/// <summary>Streams a list page by page. Nothing is held open while the consumer works on a page.</summary>
internal static class Pages
{
    /// <param name="read">Reads the page after an item; the first one when that is null.</param>
    public static async IAsyncEnumerable<T> Items<T>(
        Func<T?, Task<List<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        await foreach (var page in Of(read, cancellationToken))
        {
            foreach (var item in page)
            {
                yield return item;
            }
        }
    }

    /// <inheritdoc cref="Items"/>
    public static async IAsyncEnumerable<List<T>> Of<T>(
        Func<T?, Task<List<T>>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
        where T : class
    {
        T? last = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await read(last);
            yield return page;
            if (page.Count < PageSize.Rows)
            {
                yield break;
            }

            last = page[^1];
        }
    }
}

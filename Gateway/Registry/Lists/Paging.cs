using System.Runtime.CompilerServices;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Registry.Lists;

/// <summary>How many items of a list are read at a time.</summary>
/// <param name="First">Of the first page, so that the first byte leaves soon.</param>
/// <param name="Most">Of any later one, however short its items are.</param>
internal readonly record struct PageSizes(int First, int Most);

/// <summary>
/// Reads a list page by page, as fast as its reader takes it. Pages are held to about <see cref="PageLength"/> characters, as
/// the items so far were long: that much is what a reader who stopped reading keeps in memory.
/// </summary>
internal static class Paging
{
    private const int PageLength = 256 << 10;

    // Of a character: in the page, and once more in the answer.
    private const int Weight = 4;

    /// <param name="budget">What a page is weighed against until its reader has taken it.</param>
    /// <param name="filter">What to list.</param>
    /// <param name="sizes">How much to read at a time.</param>
    /// <param name="limit">How many items to list at most.</param>
    /// <param name="read">Reads the page that begins where the filter says, of at most so many items.</param>
    /// <param name="lengthOf">How long an item is, in characters.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public static async IAsyncEnumerable<T> Items<T>(
        TrafficBudget budget,
        ListFilter filter,
        PageSizes sizes,
        int limit,
        Func<ListFilter, int, CancellationToken, Task<Page<T>>> read,
        Func<T, long> lengthOf,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var unread = budget.Begin();
        var (size, left) = (sizes.First, limit);
        while (true)
        {
            unread.Shrink(0);
            var page = await read(filter, Math.Min(size, left), cancellationToken);
            var length = page.Items.Sum(lengthOf);
            if (length > TrafficBudget.Short && !await unread.Add(Weight * length, cancellationToken))
            {
                throw new NoRoomException(NoRoom.Unread);
            }

            foreach (var item in page.Items)
            {
                yield return item;
            }

            left -= page.Items.Length;
            if (page.Next is null || left == 0)
            {
                yield break;
            }

            var average = Math.Max(1, length / Math.Max(1, page.Items.Length));
            size = (int)Math.Clamp(PageLength / average, 1, sizes.Most);
            filter = filter with { After = page.Next, Skip = 0 };
        }
    }
}

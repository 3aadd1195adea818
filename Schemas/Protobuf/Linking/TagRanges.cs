using SchemaRegistry.Schemas.Protobuf.Model;

namespace SchemaRegistry.Schemas.Protobuf.Linking;

/// <summary>A set of ranges that do not overlap, for many questions.</summary>
internal sealed class TagRanges(IEnumerable<ReservedEntry> ranges)
{
    private readonly ReservedEntry[] _sorted = [.. ranges.OrderBy(range => range.Start)];

    public bool Contains(int number) => Find(number) >= 0;

    /// <summary>The place of the range that holds the number, in order of start; −1 when there is none.</summary>
    public int Find(int number)
    {
        var (low, high) = (0, _sorted.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (number < _sorted[middle].Start)
            {
                high = middle - 1;
            }
            else if (number > _sorted[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }
}

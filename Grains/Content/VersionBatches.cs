using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Content;

/// <summary>Versions in batches whose contents are read together: one at first, then more, and no more text than memory bears.</summary>
internal static class VersionBatches
{
    private const int Growth = 4;
    private const int Most = 256;
    private const int MostBytes = 4 << 20;

    public static IEnumerable<List<VersionRow>> Of(IEnumerable<VersionRow> rows)
    {
        var (batch, bytes, size) = (new List<VersionRow>(), 0L, 1);
        foreach (var row in rows)
        {
            if (batch.Count == size || (batch.Count > 0 && bytes + row.Shape.Bytes > MostBytes))
            {
                yield return batch;
                (batch, bytes, size) = ([], 0, Math.Min(size * Growth, Most));
            }

            batch.Add(row);
            bytes += row.Shape.Bytes;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}

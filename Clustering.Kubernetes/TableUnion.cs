namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// What a table lacks that another one of the same cluster says. A silo's states follow each other in one direction, from joining to
/// dead, so that of two the later one holds, whichever table it is in.
/// </summary>
internal static class TableUnion
{
    /// <returns>Entries of the ConfigMap. A dead silo that the table does not name was cleaned up there, and stays away.</returns>
    public static IReadOnlyDictionary<string, string> Lacking(ClusterTable present, ClusterTable known)
    {
        var lacking = new Dictionary<string, string>();
        foreach (var row in known.ReadAll())
        {
            var here = present.Find(row.SiloAddress)?.Status;
            if (here is null ? row.Status == SiloStatus.Dead : here >= row.Status)
            {
                continue;
            }

            // As they are, with what a newer build says there.
            foreach (var key in (string[])[MemberKey.Row(row.SiloAddress), MemberKey.Pod(row.SiloAddress)])
            {
                if (known.Content.TryGetValue(key, out var entry))
                {
                    lacking[key] = entry;
                }
            }
        }

        return lacking;
    }
}

namespace SchemaRegistry.Clustering.Tests.Contract;

internal static class MembershipReading
{
    /// <summary>The silo's row with its tag.</summary>
    public static Tuple<MembershipEntry, string> Row(this MembershipTableData data, SiloAddress silo) =>
        data.TryGet(silo) ?? throw new KeyNotFoundException($"{silo} has no row");
}

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Runs every check on one kind of store, and folds the log after each.</summary>
public abstract class StoreConformance
{
    public static TheoryData<string> Checks => ConformanceChecks.Names;

    protected abstract StoreUnderTest Tested { get; }

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task The_store_holds_that(string check)
    {
        await ConformanceChecks.Run(check, Tested);
        await Tested.LogExplainsTables();
    }
}

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Runs every check on one kind of store. The fixture folds the log when all are done.</summary>
public abstract class StoreConformance
{
    public static TheoryData<string> Checks => ConformanceChecks.Names;

    protected abstract StoreUnderTest Tested { get; }

    [Theory]
    [MemberData(nameof(Checks))]
    public Task The_store_holds_that(string check) => ConformanceChecks.Run(check, Tested);
}

using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteConformance(SqliteFixture fixture) : StoreConformance, IClassFixture<SqliteFixture>
{
    protected override StoreUnderTest Tested => fixture.Tested;
}

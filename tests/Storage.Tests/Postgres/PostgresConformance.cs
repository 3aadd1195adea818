using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

[Requires("postgresql")]
public sealed class PostgresConformance(PostgresFixture fixture) : StoreConformance, IClassFixture<PostgresFixture>
{
    protected override StoreUnderTest Tested => fixture.Tested;
}

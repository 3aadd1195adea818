using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

[Requires("postgresql")]
public sealed class PostgresRaceTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public Task Of_two_commits_on_one_revision_one_wins() => SubjectRace.Run(fixture.Tested, 1000);
}

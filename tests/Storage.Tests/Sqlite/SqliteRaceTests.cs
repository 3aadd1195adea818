using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteRaceTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public Task Of_two_commits_on_one_revision_one_wins() => SubjectRace.Run(fixture.Tested, 100);
}

using CsCheck;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Sqlite;

public sealed class SqliteModelTests(SqliteFixture fixture) : IClassFixture<SqliteFixture>
{
    [Fact]
    public Task Any_sequence_of_changes_does_what_the_model_does() => ModelStep.Sequences.SampleAsync(
        steps => ModelRun.Of(fixture.Tested.Store, steps), iter: TestLength.Cases(150, 5_000), threads: 1);
}

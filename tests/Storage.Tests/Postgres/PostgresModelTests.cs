using CsCheck;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

[Requires("postgresql")]
public sealed class PostgresModelTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public Task Any_sequence_of_changes_does_what_the_model_does() => ModelStep.Sequences.SampleAsync(
        steps => ModelRun.Of(fixture.Store, steps), iter: TestLength.Cases(120, 3_000), threads: 4);
}

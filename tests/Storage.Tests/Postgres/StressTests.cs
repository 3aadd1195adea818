using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>
/// Everything at once from two stores on a few subjects and contents, so that every lock meets every other. Nothing may fail in
/// an unforeseen way, and the log has to explain the tables.
/// </summary>
[Requires("postgresql")]
public sealed class StressTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private const int Workers = 12;
    private static readonly int Steps = TestLength.Of(120, 3000);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Changes_that_cross_leave_whole_tables()
    {
        var context = fixture.Tested.Sandbox().Context;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(async () =>
        {
            var box = new Sandbox(worker % 2 == 0 ? fixture.Store : fixture.Another, context);
            var step = new RandomStep(box, worker);
            var seen = new List<CommitStatus>();
            for (var count = 0; count < Steps; count++)
            {
                seen.Add(await step.Take());
            }

            return seen;
        })));

        await fixture.Tested.LogExplainsTables();
        await NothingDangles();
        Assert.Contains(CommitStatus.Committed, outcomes.SelectMany(seen => seen));
        Assert.Contains(CommitStatus.Stale, outcomes.SelectMany(seen => seen));
    }

    private async Task NothingDangles()
    {
        await using var command = fixture.Direct.CreateCommand(
            """
            SELECT (SELECT count(*) FROM registry.version_references r WHERE NOT EXISTS (
                      SELECT FROM registry.versions v WHERE v.subject_id = r.target_subject_id AND v.version = r.target_version))
                 + (SELECT count(*) FROM registry.versions v WHERE NOT EXISTS (
                      SELECT FROM registry.schemas c WHERE c.context_id = v.context_id AND c.id = v.id AND c.text IS NOT NULL))
                 + (SELECT count(*) FROM registry.schemas c WHERE c.text IS NOT NULL AND NOT EXISTS (
                      SELECT FROM registry.claims k WHERE k.context_id = c.context_id AND k.sha256 = c.sha256))
            """);
        Assert.Equal(0L, await command.ExecuteScalarAsync(Token));
    }
}

using SchemaRegistry.Storage.Tests.Conformance;

namespace SchemaRegistry.Storage.Tests.Postgres;

[Requires("postgresql")]
public sealed class FootprintTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ten_thousand_contexts_cost_rows_and_not_objects()
    {
        var before = await Scalar("SELECT count(*) FROM pg_class");
        await Scalar(
            """
            SELECT count(registry.take_ids(
              p_context => '.many' || n, p_context_key => sha256(convert_to('.many' || n, 'UTF8')), p_count => 1))
            FROM generate_series(1, 10000) n
            """);
        Assert.Equal(2, (await fixture.Store.TakeIds(".many9999", 1, Token))[0]);
        await new Sandbox(fixture.Store, ".many10000").Register("s", "1");
        Assert.Equal([".many10000"], await fixture.Store.ListContexts(".many", Token).ToListAsync(Token));
        Assert.Equal(before, await Scalar("SELECT count(*) FROM pg_class"));
    }

    private async Task<long> Scalar(string sql)
    {
#pragma warning disable CA2100 // Constants of this class.
        await using var command = fixture.Direct.CreateCommand(sql);
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync(Token))!;
    }
}

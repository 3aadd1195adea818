namespace SchemaRegistry.Cluster;

/// <summary>Three processes that found each other through PostgreSQL are one registry.</summary>
public sealed class ThreeSiloTests(ThreeSiloTests.Fixture fixture) : IClassFixture<ThreeSiloTests.Fixture>
{
    private RegistryApi Api(int silo) => new(fixture.Cluster.Silos[silo].Client);

    [Fact]
    public async Task What_one_silo_acknowledged_every_silo_serves()
    {
        var registered = await Api(0).Register("seen-everywhere", AvroTexts.Record("Seen"));

        var served = await Task.WhenAll(Enumerable.Range(0, 3).Select(silo => Api(silo).Get($"schemas/ids/{registered.Id}")));
        var latest = await Task.WhenAll(Enumerable.Range(0, 3).Select(silo => Api(silo).Get("subjects/seen-everywhere/versions/latest")));

        Assert.All(served, answer => Assert.Equal(AvroTexts.Record("Seen"), answer.Body.GetProperty("schema").GetString()));
        Assert.All(latest, answer => Assert.Equal(1, answer.Version));
    }

    [Fact]
    public async Task One_schema_registered_at_once_under_64_new_subjects_gets_one_id()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => Api(i % 3).Register($"one-id-{i}", AvroTexts.Record("OneId"))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.ToString()));
        Assert.Single(answers.Select(answer => answer.Id).Distinct());
    }

    [Fact]
    public async Task Different_schemas_registered_at_once_under_one_subject_get_versions_without_a_gap()
    {
        await Api(0).Put("config/no-gap", new { compatibility = "NONE" });

        var answers = await Task.WhenAll(Enumerable.Range(0, 64)
            .Select(i => Api(i % 3).Register("no-gap", AvroTexts.Record($"NoGap{i}"))));

        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.ToString()));
        Assert.Equal(Enumerable.Range(1, 64), answers.Select(answer => answer.Version).Order());
        Assert.Equal(64, answers.Select(answer => answer.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_setting_changed_through_one_silo_binds_every_silo_at_once()
    {
        await Api(0).Register("bound", AvroTexts.Record("Bound"));
        for (var round = 0; round < 20; round++)
        {
            var level = round % 2 == 0 ? "NONE" : "FULL";
            await Api(round % 3).Put("config/bound", new { compatibility = level });

            var shown = await Api((round + 1) % 3).Get("config/bound");

            Assert.Equal(level, shown.Body.GetProperty("compatibilityLevel").GetString());
        }
    }

    public sealed class Fixture(Servers servers) : IAsyncLifetime
    {
        public RegistryCluster Cluster { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Cluster = await RegistryCluster.Start(await servers.Postgres.CreateDatabase(), silos: 3);

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}

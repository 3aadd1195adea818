using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>One database under the previous build and this one, in either order.</summary>
public sealed class DatabaseUpgradeTests(Servers servers)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_previous_build_works_with_the_functions_of_this_one_and_leaves_them_as_they_are()
    {
        var previous = await PreviousBuild.Get();
        var upgraded = await servers.Postgres.CreateDatabase();
        await Migrate(upgraded, previous);
        await Migrate(upgraded);
        var functions = await DatabaseFunction.ReadAll(upgraded);

        var fresh = await servers.Postgres.CreateDatabase();
        await Migrate(fresh);
        Assert.Equal(await DatabaseFunction.ReadAll(fresh), functions);

        await using var cluster = await RegistryCluster.Start(upgraded, silos: 1, build: previous);
        await CallFunctions(new RegistryApi(cluster.Silos[0].Client));
        Assert.Equal(functions, await DatabaseFunction.ReadAll(upgraded));
    }

    private static async Task Migrate(string database, string? build = null)
    {
        await using var cluster = await RegistryCluster.Start(database, silos: 0, build: build);
        var migrator = cluster.AddLater(("ROLE", "migrate"));
        Assert.True(await migrator.WaitForExit(Token) == 0, migrator.Output);
    }

    /// <summary>Makes each kind of change, and sees each numbered.</summary>
    private static async Task CallFunctions(RegistryApi api)
    {
        const string Subject = ":.upgraded:s";
        const string Versions = $"subjects/{Subject}/versions";
        ApiAnswer[] answers =
        [
            await api.Put("config", new { compatibility = "NONE" }),
            await api.Put($"config/{Subject}", new { compatibility = "FULL" }),
            await api.Register(Subject, AvroTexts.Record("First")),
            await api.Delete($"{Versions}/1"),
            await api.Send(HttpMethod.Post, $"{Versions}/1/restore"),
            await api.Delete($"subjects/{Subject}"),
            await api.Delete($"subjects/{Subject}?permanent=true"),
            await api.Delete("contexts/.upgraded"),
        ];
        Assert.All(answers, answer => Assert.True(answer.IsSuccess, answer.ToString()));

        string[] kinds = ["config", "config", "registered", "deleted", "restored", "deleted", "permanently_deleted", "context_deleted"];
        await Eventually.Be("the log to have numbered every change", Deadline, async () => kinds.SequenceEqual(await LoggedKinds(api)));
    }

    private static async Task<IEnumerable<string?>> LoggedKinds(RegistryApi api) =>
        (await api.Get("changes?from=start")).Body.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("kind").GetString());
}

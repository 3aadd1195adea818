namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>
/// Two activations of one subject that both believe to be its only writer: in every round both decide on the same revision and
/// commit at once, versions, deletions and settings mixed.
/// </summary>
internal static class SubjectRace
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists that in each round exactly one wins, and that what won is there afterwards.</summary>
    public static async Task Run(StoreUnderTest tested, int rounds)
    {
        var (one, two) = (tested.Sandbox(), tested.Another);
        var other = new Sandbox(two, one.Context);
        for (var round = 0; round < rounds; round++)
        {
            var left = await Decide(one, round * 2);
            var right = await Decide(other, (round * 2) + 1);
            var results = await Task.WhenAll(Task.Run(() => left(one.Store)), Task.Run(() => right(two)));
            Assert.Equal([CommitStatus.Committed, CommitStatus.Stale], results.Select(result => result.Status).Order());
            Assert.Equal(round + 1, await one.Store.ReadRevision(one.Subject("s"), Token));
        }

        await tested.LogExplainsTables();
    }

    private static async Task<Func<IRegistryStore, Task<CommitResult>>> Decide(Sandbox box, int step)
    {
        var versions = await box.Versions("s");
        switch (step % 7)
        {
            case 2 when versions.Length > 2:
                var soft = await box.PrepareDelete("s", permanent: false, whole: false, versions[0].Version);
                return store => store.Commit(soft, Token);
            case 5 when versions.Length > 2:
                var permanent = await box.PrepareDelete("s", permanent: true, whole: false, versions[^1].Version);
                return store => store.Commit(permanent, Token);
            case 6:
                var settings = new ChangeSubjectSettings(
                    box.Subject("s"), await box.Store.ReadRevision(box.Subject("s"), Token), Samples.FullConfig, null,
                    await box.Settings(), Sandbox.Origin());
                return store => store.Commit(settings, Token);
            default:
                var change = await box.Prepare("s", $"{step}");
                return store => store.Commit(change, Token);
        }
    }
}

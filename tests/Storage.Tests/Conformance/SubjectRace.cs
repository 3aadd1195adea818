using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>
/// Two activations of one subject that both believe to be its only writer: in every round both decide on the same revision and
/// commit at once, versions, deletions and settings mixed.
/// </summary>
internal sealed class SubjectRace
{
    private readonly StoreUnderTest _tested;
    private readonly Sandbox _box;
    private readonly SettingsRevisions _settings;

    private SubjectRace(StoreUnderTest tested, Sandbox box, SettingsRevisions settings)
    {
        (_tested, _box, _settings) = (tested, box, settings);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Insists that in each round exactly one wins, and that the log of those that won explains the tables.</summary>
    public static async Task Run(StoreUnderTest tested, int rounds)
    {
        var box = tested.Sandbox();
        var race = new SubjectRace(tested, box, await box.Settings());
        var ids = await box.Store.TakeIds(box.Context, rounds * 2, Token);
        for (var round = 0; round < rounds; round++)
        {
            await race.Round(round, ids[round * 2], ids[(round * 2) + 1]);
        }

        Assert.Equal(rounds, await box.Store.ReadRevision(box.Subject("s"), Token));
        await tested.LogExplainsTables();
    }

    private async Task Round(int round, int leftId, int rightId)
    {
        var snapshot = await _box.Store.LoadSubject(_box.Subject("s"), Token);
        Assert.Equal(round, snapshot.Revision);
        var results = await Task.WhenAll(
            Task.Run(() => Commit(_tested.Store, snapshot, round * 2, leftId)),
            Task.Run(() => Commit(_tested.Another, snapshot, (round * 2) + 1, rightId)));
        Assert.Equal([CommitStatus.Committed, CommitStatus.Stale], results.Select(result => result.Status).Order());
    }

    private Task<CommitResult> Commit(IRegistryStore store, SubjectSnapshot seen, int step, int id) => (step % 7) switch
    {
        2 when seen.Versions.Length > 2 => store.Commit(Delete(seen, permanent: false, seen.Versions[0].Version), Token),
        5 when seen.Versions.Length > 2 => store.Commit(Delete(seen, permanent: true, seen.Versions[^1].Version), Token),
        6 => store.Commit(
            new ReplaceSubjectSettings(seen.Name, seen.Revision, Samples.FullConfig, null, _settings, Sandbox.Origin()), Token),
        _ => store.Commit(Register(seen, step, id), Token),
    };

    private DeleteVersions Delete(SubjectSnapshot seen, bool permanent, int version) =>
        new(seen.Name, seen.Revision, [version], permanent, false, _settings, Sandbox.Origin());

    private RegisterVersion Register(SubjectSnapshot seen, int step, int id)
    {
        var content = Sandbox.Content($"{step}");
        var version = seen.Versions.IsEmpty ? 1 : seen.Versions[^1].Version + 1;
        return new RegisterVersion(
            seen.Name, seen.Revision, version, id, IdSource.New, content, ContentHash.Of(content), SchemaGuid.Of(content), [], [],
            _settings, Sandbox.Origin());
    }
}

using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Takes the same steps on a store and on the model, and insists on the same answers and the same state.</summary>
internal sealed class ModelRun(IRegistryStore store)
{
    private readonly Sandbox _box = new(store);
    private readonly Model _model = new();

    private static CancellationToken Token => CancellationToken.None;

    public static async Task Of(IRegistryStore store, ModelStep[] steps)
    {
        var run = new ModelRun(store);
        foreach (var step in steps)
        {
            await run.Take(step);
        }

        await run.SameState();
    }

    private Task Take(ModelStep step) => step.Kind switch
    {
        0 => ConfigureScope(),
        1 => Configure(step),
        2 => DeleteContext(),
        3 or 4 => Import(step),
        5 or 6 or 7 => Delete(step),
        _ => Register(step),
    };

    private async Task Register(ModelStep step)
    {
        var subject = _model.Of(step.Name);
        var known = _model.IdOf(step.Text);
        var source = known is not null && !step.Has(0) ? IdSource.Known : IdSource.New;
        var id = source == IdSource.Known ? known!.Value : await TakeId();
        int[] removed = [.. subject.Versions.Where(row => row.Value.Deleted && row.Value.Id == id).Select(row => row.Key)];
        var version = subject.Versions.Count == 0 ? 1 : subject.Versions.Keys.Max() + 1;
        await Put(step, version, id, source, removed);
    }

    private Task Import(ModelStep step) =>
        Put(step, step.Number, 1 + step.Content + (step.Has(0) ? 10 : 0) + (step.Has(1) && step.Has(2) ? 1 : 0), IdSource.Imported, []);

    private async Task Put(ModelStep step, int version, int id, IdSource source, int[] removed)
    {
        var expected = Expected(step);
        (string Name, int Version)[] references = step.Has(3) ? [($"s{step.Target}", step.Number)] : [];
        var content = Sandbox.Content(step.Text);
        var change = new RegisterVersion(
            _box.Subject(step.Name), expected, version, id, source, content, ContentHash.Of(content), SchemaGuid.Of(content),
            [.. references.Select(target => new SubjectVersion(_box.Subject(target.Name), target.Version))],
            [.. removed], await _box.Settings(), Sandbox.Origin());
        var predicted = _model.Register(step.Name, expected, version, id, source, step.Text, references, removed);
        var result = await _box.Store.Commit(change, Token);
        Assert.Equal((predicted.Status, predicted.Revision, predicted.Id), (result.Status, result.Revision, result.Id));
        Assert.Equal(predicted.Removed.IsDefault ? [] : predicted.Removed, result.Removed.IsDefault ? [] : result.Removed);
    }

    private async Task Delete(ModelStep step)
    {
        var versions = _model.Of(step.Name).Versions.Keys.ToArray();
        int[] chosen = step.Has(0) || versions.Length == 0 ? versions : [versions[step.Number % versions.Length]];
        var (permanent, whole, expected) = (step.Has(1), step.Has(2), Expected(step));
        var change = new DeleteVersions(
            _box.Subject(step.Name), expected, [.. chosen], permanent, whole, await _box.Settings(), Sandbox.Origin());
        var predicted = _model.Delete(step.Name, expected, chosen, permanent, whole);
        var result = await _box.Store.Commit(change, Token);
        Assert.Equal((predicted.Status, predicted.Revision, predicted.Id), (result.Status, result.Revision, result.Offender?.Version ?? 0));
    }

    private async Task Configure(ModelStep step)
    {
        var expected = Expected(step);
        var change = new ReplaceSubjectSettings(
            _box.Subject(step.Name), expected, Samples.FullConfig, null, await _box.Settings(), Sandbox.Origin());
        await Same(_model.Configure(step.Name, expected), _box.Store.Commit(change, Token));
    }

    private async Task ConfigureScope()
    {
        var change = new ReplaceScopeSettings(_box.Context, _model.ScopeRevision, null, null, Sandbox.Origin());
        await Same(_model.ConfigureScope(), _box.Store.Commit(change, Token));
    }

    private Task DeleteContext() =>
        Same(_model.DeleteContext(), _box.Store.Commit(new DeleteContext(_box.Context, Sandbox.Origin()), Token));

    private async Task<int> TakeId()
    {
        var id = (await _box.Store.TakeIds(_box.Context, 1, Token))[0];
        Assert.Equal(_model.TakeId(), id);
        return id;
    }

    /// <summary>The revision the model has; now and then another one.</summary>
    private long Expected(ModelStep step) => _model.Of(step.Name).Revision + (step.Has(4) && step.Has(0) && step.Has(1) ? 1 : 0);

    private static async Task Same(CommitResult predicted, Task<CommitResult> commit)
    {
        var result = await commit;
        Assert.Equal((predicted.Status, predicted.Revision), (result.Status, result.Revision));
    }

    private async Task SameState()
    {
        foreach (var (name, subject) in _model.Subjects)
        {
            var stored = await _box.Store.LoadSubject(_box.Subject(name), Token);
            Assert.Equal((subject.Revision, subject.Configured), (stored.Revision, stored.Config is not null));
            Assert.Equal(
                subject.Versions.Select(row => (row.Key, row.Value.Id, row.Value.Deleted)),
                stored.Versions.Select(row => (row.Version, row.Id, row.Deleted)));
            foreach (var version in subject.Versions.Keys)
            {
                Assert.Equal(
                    _model.Referrers(name, version).Order(),
                    (await _box.Store.ListReferrers(_box.Subject(name), version, Token).ToListAsync(Token))
                    .Select(referrer => (SubjectName.Parse(referrer.Subject).Name, referrer.Version)).Order());
            }
        }

        foreach (var (id, content) in _model.Contents)
        {
            var stored = await _box.Find(id);
            Assert.Equal(content.Purged, stored is null);
        }

        for (var content = 0; content < 5; content++)
        {
            Assert.Equal(
                _model.IdOf($"{content}"), await _box.Store.FindId(_box.Context, ContentHash.Of(Sandbox.Content($"{content}")), Token));
        }

        Assert.Equal(
            _model.Subjects.Where(pair => pair.Value.Versions.Count > 0).Select(pair => pair.Key).Order(StringComparer.Ordinal),
            await _box.Store.ListSubjects(_box.Everything(DeletedView.Show), Token)
                .Select(subject => SubjectName.Parse(subject.Subject).Name).ToListAsync(Token));
        Assert.Equal(_model.Established, (await _box.Store.ListContexts(_box.Context, Token).ToListAsync(Token)).Count == 1);
        Assert.Equal(_model.Contents.Keys.DefaultIfEmpty().Max(), await _box.Store.MaxId(_box.Context, Token));
    }
}

using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Contents;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>A context of a store that one check has to itself, and the steps a registry takes on it.</summary>
public sealed class Sandbox(IRegistryStore store, string? context = null)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public IRegistryStore Store { get; } = store;

    public string Context { get; } = context ?? $".c{Guid.NewGuid():N}";

    public SubjectName Subject(string name) => new(Context, name);

    public static CommitOrigin Origin(string? reason = null) => new("tester", Guid.NewGuid(), reason);

    public static SchemaContent Content(string text) => new(SchemaType.Json, text, []);

    public async Task<SettingsRevisions> Settings() => new(
        (await Store.LoadScope(Context, Token)).Revision, (await Store.LoadScope(SubjectName.GlobalContext, Token)).Revision);

    /// <summary>A registration as it would be sent: next version, known id or a fresh one.</summary>
    public async Task<RegisterVersion> Prepare(SubjectName subject, SchemaContent content, params SubjectVersion[] references)
    {
        var snapshot = await Store.LoadSubject(subject, Token);
        var hash = ContentHash.Of(content);
        var known = await Store.FindId(Context, hash, Token);
        var id = known ?? (await Store.TakeIds(Context, 1, Token))[0];
        return await Prepare(snapshot, content, id, known is null ? IdSource.New : IdSource.Known) with
        {
            References = [.. references],
        };
    }

    public Task<RegisterVersion> Prepare(string subject, string text, params SubjectVersion[] references) =>
        Prepare(Subject(subject), Content(text), references);

    public async Task<RegisterVersion> PrepareImport(string subject, string text, int id, int version) =>
        await Prepare(await Store.LoadSubject(Subject(subject), Token), Content(text), id, IdSource.Imported) with
        {
            Version = version,
        };

    /// <summary>Registers and insists on it; answers with what was committed.</summary>
    public async Task<RegisterVersion> Register(string subject, string text, params SubjectVersion[] references) =>
        await Commit(await Prepare(subject, text, references));

    public async Task<RegisterVersion> Import(string subject, string text, int id, int version) =>
        await Commit(await PrepareImport(subject, text, id, version));

    public async Task<RegisterVersion> Commit(RegisterVersion change)
    {
        Assert.Equal(CommitStatus.Committed, (await Store.Commit(change, Token)).Status);
        return change;
    }

    public async Task<DeleteVersions> PrepareDelete(string subject, bool permanent, bool whole, params int[] versions) => new(
        Subject(subject),
        await Store.ReadRevision(Subject(subject), Token),
        [.. versions],
        permanent,
        whole,
        await Settings(),
        Origin());

    public async Task<CommitResult> Delete(string subject, params int[] versions) =>
        await Store.Commit(await PrepareDelete(subject, permanent: false, whole: false, versions), Token);

    public async Task<CommitResult> DeletePermanently(string subject, params int[] versions) =>
        await Store.Commit(await PrepareDelete(subject, permanent: true, whole: false, versions), Token);

    public async Task<RestoreVersions> PrepareRestore(string subject, params int[] versions) => new(
        Subject(subject), await Store.ReadRevision(Subject(subject), Token), [.. versions], await Settings(), Origin());

    public async Task<CommitResult> Restore(string subject, params int[] versions) =>
        await Store.Commit(await PrepareRestore(subject, versions), Token);

    public async Task<CommitResult> Configure(string subject, RegistryConfig? config, RegistryMode? mode = null) =>
        await Store.Commit(
            new ReplaceSubjectSettings(
                Subject(subject), await Store.ReadRevision(Subject(subject), Token), config, mode, await Settings(), Origin()),
            default);

    public async Task<CommitResult> ConfigureScope(string scope, RegistryConfig? config, RegistryMode? mode = null) =>
        await Store.Commit(
            new ReplaceScopeSettings(scope, (await Store.LoadScope(scope, Token)).Revision, config, mode, Origin()), Token);

    public async Task<ImmutableArray<VersionRow>> Versions(string subject) =>
        (await Store.LoadSubject(Subject(subject), Token)).Versions;

    public async Task<int> IdOf(string subject, int version) =>
        (await Versions(subject)).Single(row => row.Version == version).Id;

    public Task<long> Revision(string subject) => Store.ReadRevision(Subject(subject), Token);

    /// <summary>
    /// Tries each kind of change, of a subject "new" that is not there and of a subject "s" whose revision is 4, with version 2 deleted
    /// softly.
    /// </summary>
    public async Task<List<CommitResult>> TryEveryKind(CommitOrigin origin) =>
    [
        await Store.Commit(await Prepare("s", "4") with { Origin = origin }, Token),
        await Store.Commit(await Prepare("new", "4") with { Origin = origin }, Token),
        await Store.Commit(await PrepareImport("s", "4", 90, 1) with { Origin = origin }, Token),
        await Store.Commit(await PrepareDelete("s", permanent: false, whole: true, 1, 3) with { Origin = origin }, Token),
        await Store.Commit(await PrepareDelete("s", permanent: true, whole: false, 2) with { Origin = origin }, Token),
        await Store.Commit(await PrepareRestore("s", 2) with { Origin = origin }, Token),
        await Store.Commit(new ReplaceSubjectSettings(Subject("s"), 4, RegistryConfig.Empty, null, await Settings(), origin), Token),
        await Store.Commit(new ReplaceScopeSettings(Context, 0, RegistryConfig.Empty, null, origin), Token),
        await Store.Commit(new DeleteContext(Context + "-gone", origin), Token),
    ];

    public Task<StoredSchema?> Find(int id) => Store.FindSchema(Context, id, Token);

    public ListFilter Everything(DeletedView deleted = DeletedView.Hide) => new(Context, "", deleted);

    private async Task<RegisterVersion> Prepare(SubjectSnapshot snapshot, SchemaContent content, int id, IdSource source) => new(
        snapshot.Name,
        snapshot.Revision,
        snapshot.Versions.IsEmpty ? 1 : snapshot.Versions[^1].Version + 1,
        id,
        source,
        content,
        ContentHash.Of(content),
        SchemaGuid.Of(content),
        [],
        [],
        await Settings(),
        Origin());
}

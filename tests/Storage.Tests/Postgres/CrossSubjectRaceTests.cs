using Npgsql;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Commits;
using SchemaRegistry.Storage.Tests.Conformance;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Postgres;

/// <summary>
/// What no single subject can guard, forced each way: the first change is made and held, the second meets it and has to wait,
/// the first commits, and the second must have seen it.
/// </summary>
[Requires("postgresql")]
public sealed class CrossSubjectRaceTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private readonly Sandbox _box = fixture.Tested.Sandbox();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reference_to_a_version_being_deleted_is_missing()
    {
        await _box.Register("base", "1");
        var delete = await _box.PrepareDelete("base", permanent: true, whole: true, 1);
        var register = await _box.Prepare("s", "2", new SubjectVersion(_box.Subject("base"), 1));
        Assert.Equal(CommitStatus.ReferenceMissing, await Meet(Command(delete), () => _box.Store.Commit(register, Token)));
    }

    [Fact]
    public async Task A_version_being_referred_to_is_not_deleted()
    {
        await _box.Register("base", "1");
        var delete = await _box.PrepareDelete("base", permanent: true, whole: true, 1);
        var register = await _box.Prepare("s", "2", new SubjectVersion(_box.Subject("base"), 1));
        Assert.Equal(CommitStatus.Referenced, await Meet(Command(register), () => _box.Store.Commit(delete, Token)));
    }

    [Fact]
    public async Task A_known_id_whose_last_use_is_being_deleted_is_gone()
    {
        await _box.Register("s", "1");
        var delete = await _box.PrepareDelete("s", permanent: true, whole: true, 1);
        var register = await _box.Prepare("t", "1");
        Assert.Equal(CommitStatus.ContentGone, await Meet(Command(delete), () => _box.Store.Commit(register, Token)));
    }

    [Fact]
    public async Task An_id_being_used_again_survives_the_deletion_of_its_last_use()
    {
        var first = await _box.Register("s", "1");
        var delete = await _box.PrepareDelete("s", permanent: true, whole: true, 1);
        var register = await _box.Prepare("t", "1");
        Assert.Equal(CommitStatus.Committed, await Meet(Command(register), () => _box.Store.Commit(delete, Token)));
        Assert.Equal("t", SubjectName.Parse(Assert.Single((await _box.Find(first.Id))!.Schema.Uses).Subject).Name);
    }

    [Fact]
    public async Task Content_being_deleted_can_be_brought_under_a_new_id()
    {
        await _box.Register("s", "1");
        var delete = await _box.PrepareDelete("s", permanent: true, whole: true, 1);
        var fresh = (await _box.Store.TakeIds(_box.Context, 1, Token))[0];
        var register = await _box.Prepare("t", "1") with { IdSource = IdSource.New, Id = fresh };
        Assert.Equal(CommitStatus.Committed, await Meet(Command(delete), () => _box.Store.Commit(register, Token)));
        Assert.Equal(fresh, await _box.Store.FindId(_box.Context, register.Hash, Token));
    }

    [Fact]
    public async Task An_import_takes_over_the_claim_of_an_id_being_deleted()
    {
        await _box.Register("s", "1");
        var delete = await _box.PrepareDelete("s", permanent: true, whole: true, 1);
        var import = await _box.PrepareImport("t", "1", 100, 1);
        Assert.Equal(CommitStatus.Committed, await Meet(Command(delete), () => _box.Store.Commit(import, Token)));
        Assert.Equal(100, await _box.Store.FindId(_box.Context, import.Hash, Token));
    }

    [Fact]
    public async Task A_deletion_passes_the_claim_to_an_import_under_way()
    {
        await _box.Register("s", "1");
        var delete = await _box.PrepareDelete("s", permanent: true, whole: true, 1);
        var import = await _box.PrepareImport("t", "1", 100, 1);
        Assert.Equal(CommitStatus.Committed, await Meet(Command(import), () => _box.Store.Commit(delete, Token)));
        Assert.Equal(100, await _box.Store.FindId(_box.Context, import.Hash, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_registration_sees_settings_being_changed(bool global)
    {
        var scope = global ? SubjectName.GlobalContext : _box.Context;
        var register = await _box.Prepare("s", "1");
        Assert.Equal(
            CommitStatus.SettingsChanged, await Meet(Command(await Change(scope)), () => _box.Store.Commit(register, Token)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Settings_wait_for_a_registration_that_relies_on_them(bool global)
    {
        var scope = global ? SubjectName.GlobalContext : _box.Context;
        var register = await _box.Prepare("s", "1");
        var change = await Change(scope);
        Assert.Equal(CommitStatus.Committed, await Meet(Command(register), () => _box.Store.Commit(change, Token)));
        var logged = await _box.Store.FindChange(change.Origin.RequestId, Token);
        Assert.True(logged!.EntryId > (await _box.Store.FindChange(register.Origin.RequestId, Token))!.EntryId);
    }

    [Fact]
    public async Task A_context_being_registered_in_is_not_empty()
    {
        var register = await _box.Prepare("s", "1");
        var delete = new DeleteContext(_box.Context, Sandbox.Origin());
        Assert.Equal(CommitStatus.NotEmpty, await Meet(Command(register), () => _box.Store.Commit(delete, Token)));
    }

    [Fact]
    public async Task A_registration_brings_back_a_context_being_deleted()
    {
        await _box.Register("s", "1");
        await _box.DeletePermanently("s", 1);
        var register = await _box.Prepare("s", "2");
        var delete = CommitCalls.Of(new DeleteContext(_box.Context, Sandbox.Origin()), StoreDefaults.Region);
        Assert.Equal(CommitStatus.Committed, await Meet(delete, () => _box.Store.Commit(register, Token)));
        Assert.Equal([_box.Context], await _box.Store.ListContexts(_box.Context, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Of_two_registrations_of_one_content_the_second_learns_the_id()
    {
        var (one, two) = (await _box.Prepare("s", "1"), await _box.Prepare("t", "1"));
        Assert.Equal(CommitStatus.ContentHasOtherId, await Meet(Command(one), () => _box.Store.Commit(two, Token)));
    }

    [Fact]
    public async Task Of_two_first_registrations_of_one_subject_the_second_is_stale()
    {
        var (one, two) = (await _box.Prepare("s", "1"), await _box.Prepare("s", "2"));
        Assert.Equal(CommitStatus.Stale, await Meet(Command(one), () => _box.Store.Commit(two, Token)));
        Assert.Null(await _box.Store.FindId(_box.Context, two.Hash, Token));
    }

    [Fact]
    public async Task Of_two_imports_of_one_id_the_second_finds_it_taken()
    {
        var (one, two) = (await _box.PrepareImport("s", "1", 100, 1), await _box.PrepareImport("t", "2", 100, 1));
        Assert.Equal(CommitStatus.IdInUse, await Meet(Command(one), () => _box.Store.Commit(two, Token)));
    }

    private async Task<ReplaceScopeSettings> Change(string scope) =>
        new(scope, (await _box.Store.LoadScope(scope, Token)).Revision, null, RegistryMode.ReadWrite, Sandbox.Origin());

    private static NpgsqlCommand Command(RegisterVersion change) => CommitCalls.Of(change, StoreDefaults.Region);

    private static NpgsqlCommand Command(DeleteVersions change) => CommitCalls.Of(change, StoreDefaults.Region);

    private static NpgsqlCommand Command(ReplaceScopeSettings change) => CommitCalls.Of(change, StoreDefaults.Region);

    /// <summary>Holds the first change, waits until the second waits for it, lets go, and tells what became of the second.</summary>
    private async Task<CommitStatus> Meet(NpgsqlCommand first, Func<Task<CommitResult>> second)
    {
        await using var held = await HeldTransaction.Of(fixture.Direct, first);
        var meeting = second();
        await Eventually.Be("the second change to wait for the first", TimeSpan.FromSeconds(5), OneWaits);
        await held.Commit();
        return (await meeting).Status;
    }

    private async Task<bool> OneWaits()
    {
        await using var command = fixture.Direct.CreateCommand(
            """
            SELECT count(*) FROM pg_locks
            WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())
            """);
        return (long)(await command.ExecuteScalarAsync())! > 0;
    }
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Tests.Subjects;

/// <summary>Subjects with more versions than one commit deletes for good.</summary>
public sealed class PurgeTests(RegistryGrains registry) : IClassFixture<RegistryGrains>
{
    private const int Versions = (2 * RegistryGrains.PurgeStep) + 1;
    private static readonly IEnumerable<int> All = Enumerable.Range(1, Versions);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly string _name = $"s{Guid.NewGuid():N}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ISubjectGrain Subject => registry.Subject(_name);

    [Fact]
    public async Task They_are_deleted_in_steps_and_the_answer_names_them_all()
    {
        await Hidden();
        var steps = Watch();

        Assert.Equal(All, (await Subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token)).Value);
        Assert.Equal([[7, 6, 5], [4, 3, 2], [1]], steps.Select(step => step.ToArray()));
        Assert.Empty(await Subject.ListVersions(DeletedView.Show, Token));
    }

    [Fact]
    public async Task A_request_that_was_done_is_answered_as_it_was()
    {
        await Hidden();
        var caller = RegistryGrains.NewCaller() with { IsRetry = true };

        await Subject.Delete(permanent: true, caller, Token);
        Assert.Equal(All, (await Subject.Delete(permanent: true, caller, Token)).Value);
    }

    [Fact]
    public async Task One_that_broke_off_goes_on_where_it_was()
    {
        await Hidden();
        var (caller, other) = (RegistryGrains.NewCaller(), RegistryGrains.NewCaller());
        registry.Store.BeforeNextDeletion(_ => BreakNext());

        await Assert.ThrowsAnyAsync<Exception>(() => Subject.Delete(permanent: true, caller, Token));
        Assert.Equal(Versions - RegistryGrains.PurgeStep, (await Subject.ListVersions(DeletedView.Only, Token)).Length);

        registry.Store.BeforeNextDeletion(_ => BreakNext());
        await Assert.ThrowsAnyAsync<Exception>(() => Subject.Delete(permanent: true, other, Token));
        Assert.Equal([1, 2, 3, 4], (await Subject.Delete(permanent: true, other with { IsRetry = true }, Token)).Value);
        Assert.Equal(40401, (await Subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token)).Error!.Code);
    }

    [Fact]
    public async Task A_step_whose_outcome_is_unknown_costs_no_number_in_the_answer()
    {
        await Hidden();
        registry.Store.BeforeNextDeletion(async change =>
        {
            await registry.Store.Sound.Commit(change, Token);
            throw new CommitOutcomeUnknownException("the connection broke");
        });

        Assert.Equal(All, (await Subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token)).Value);
    }

    [Fact]
    public async Task Other_changes_of_the_subject_are_made_in_between()
    {
        await Hidden();
        var level = new ConfigPatch(ConfigMembers.Level, RegistryConfig.Empty with { Level = CompatibilityLevel.Full });
        Task<Outcome<RegistryConfig>>? update = null;
        registry.Store.BeforeNextDeletion(_ =>
        {
            update = Subject.UpdateConfig(level, RegistryGrains.NewCaller(), Token);
            registry.Store.BeforeNextDeletion(async _ => await update.WaitAsync(Deadline, Token));

            // When a later call is answered this one waits for its turn.
            return Subject.FindAlias(Token);
        });

        Assert.Equal(All, (await Subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token)).Value);
        Assert.Null((await update!).Error);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_something_refers_to_one_of_them()
    {
        await Hidden();
        var reference = new SchemaReference("R", _name, 2);
        var request = RegistryGrains.Request("Referring");
        await registry.Subject($"{_name}-user").Register(
            request with { Schema = request.Schema with { References = [reference] } }, Token);

        Assert.Equal(42206, (await Subject.Delete(permanent: true, RegistryGrains.NewCaller(), Token)).Error!.Code);
        Assert.Equal(Versions, (await Subject.ListVersions(DeletedView.Only, Token)).Length);
    }

    [Fact]
    public async Task An_import_makes_room_in_steps()
    {
        await Hidden();
        var steps = Watch();

        Assert.True((await Subject.SetMode(RegistryMode.Import, force: false, RegistryGrains.NewCaller(), Token)).Value);
        Assert.Equal(3, steps.Count);
        Assert.Empty(await Subject.ListVersions(DeletedView.Show, Token));
    }

    /// <summary>A soft-deleted subject.</summary>
    private async Task Hidden()
    {
        foreach (var version in All)
        {
            Assert.Null((await Subject.Register(RegistryGrains.Request($"R{version}"), Token)).Error);
        }

        Assert.Equal(All, (await Subject.Delete(permanent: false, RegistryGrains.NewCaller(), Token)).Value);
    }

    private Task BreakNext()
    {
        registry.Store.BeforeNextDeletion(_ => throw new StoreUnavailableException("the store went", new TimeoutException()));
        return Task.CompletedTask;
    }

    private List<IReadOnlyList<int>> Watch()
    {
        var steps = new List<IReadOnlyList<int>>();
        Next();
        return steps;

        void Next() => registry.Store.BeforeNextDeletion(change =>
        {
            steps.Add(change.Versions);
            Next();
            return Task.CompletedTask;
        });
    }
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Subjects;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Commits;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Storage.Subjects;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Subjects;

public sealed class LeasedSubjectTests : IAsyncLifetime
{
    private static readonly SubjectName Name = new(".", "leased");
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    private readonly ManualClock _clock = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private OwnStore _own = null!;
    private CountingStore _counting = null!;
    private LeasedSubject _subject = null!;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnStore.Open();
        _counting = new CountingStore(_own.Sqlite);
        _subject = new LeasedSubject(
            Name,
            _counting,
            new UnsettledSubjects(_counting),
            new RegistryOptions { Lease = Lease },
            _clock,
            new ConsistencyMetrics(_meters.GetRequiredService<IMeterFactory>()));
    }

    public ValueTask DisposeAsync()
    {
        _own.Dispose();
        _meters.Dispose();
        return default;
    }

    [Fact]
    public async Task Within_the_lease_the_store_is_not_asked()
    {
        var first = await _subject.Get();
        _clock.Advance(Lease - TimeSpan.FromTicks(1));

        Assert.Same(first, await _subject.Get());
        Assert.Equal((1, 0), (_counting.Loads, _counting.Revisions));
    }

    [Fact]
    public async Task After_the_lease_the_revision_is_asked_for_and_nothing_more()
    {
        var first = await _subject.Get();
        _clock.Advance(Lease);

        Assert.Same(first, await _subject.Get());
        Assert.Equal((1, 1), (_counting.Loads, _counting.Revisions));
    }

    [Fact]
    public async Task Remembered_is_the_state_while_the_lease_runs_and_no_longer()
    {
        var state = await _subject.Get();
        _clock.Advance(Lease - TimeSpan.FromTicks(1));
        var within = _subject.Recall();
        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Same(state, within);
        Assert.Null(_subject.Recall());
    }

    [Fact]
    public async Task What_changed_elsewhere_shows_after_the_lease()
    {
        await _subject.Get();
        await ChangeElsewhere();
        var within = await _subject.Get();
        _clock.Advance(Lease);

        var after = await _subject.Get();

        Assert.Null(within.Mode);
        Assert.Equal(RegistryMode.ReadOnly, after.Mode);
    }

    [Fact]
    public async Task A_process_frozen_after_its_commit_asks_before_it_answers()
    {
        await _subject.Commit(new Freezing(await _subject.Get(), () => _clock.Advance(Lease)));

        await _subject.Get();

        Assert.Equal((1, 1), (_counting.Loads, _counting.Revisions));
    }

    [Fact]
    public async Task Many_who_ask_at_once_cost_one_reading()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => _subject.Get().AsTask()));

        Assert.Equal((1, 0), (_counting.Loads, _counting.Revisions));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_confirmation_under_way_shows_the_commit_that_was_made_meanwhile(bool isHeldBefore)
    {
        if (isHeldBefore)
        {
            await _subject.Get();
            _clock.Advance(Lease);
        }

        var (hasRead, mayAnswer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _counting.AfterNextRead(() =>
        {
            hasRead.SetResult();
            return mayAnswer.Task;
        });
        var asked = _subject.Get().AsTask();
        await hasRead.Task;

        await _subject.Commit(new ReadBack(ChangeElsewhere));
        mayAnswer.SetResult();

        Assert.Equal(RegistryMode.ReadOnly, (await asked).Mode);
        Assert.Equal(RegistryMode.ReadOnly, (await _subject.Get()).Mode);
    }

    private Task<CommitResult> ChangeElsewhere() => _own.Sqlite.Commit(
        new ReplaceSubjectSettings(
            Name, 0, null, RegistryMode.ReadOnly, new SettingsRevisions(0, 0), new CommitOrigin("someone else", Guid.CreateVersion7())),
        CancellationToken.None);

    /// <summary>A change that is committed while the process is frozen.</summary>
    private sealed class Freezing(SubjectState after, Action freeze)
        : Change<SubjectState, bool>(new Caller("tester", Guid.CreateVersion7()))
    {
        protected override ChangeKind Kind => ChangeKind.SubjectSettingsChanged;

        public override ValueTask<Outcome<bool>?> Decide(SubjectState state, OuterSettings outer, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<CommitResult> Commit()
        {
            freeze();
            return Task.FromResult(new CommitResult(CommitStatus.Committed));
        }

        public override SubjectState Apply(CommitResult result) => after;

        public override bool Answer(CommitResult result) => true;

        public override ValueTask<Outcome<bool>?> Replay(SubjectState state, LoggedChange logged) => throw new NotSupportedException();
    }

    /// <summary>A change after which the state has to be read back.</summary>
    private sealed class ReadBack(Func<Task<CommitResult>> commit) : Change<SubjectState, bool>(new Caller("tester", Guid.CreateVersion7()))
    {
        protected override ChangeKind Kind => ChangeKind.SubjectSettingsChanged;

        public override ValueTask<Outcome<bool>?> Decide(SubjectState state, OuterSettings outer, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override Task<CommitResult> Commit() => commit();

        public override bool Answer(CommitResult result) => true;

        public override ValueTask<Outcome<bool>?> Replay(SubjectState state, LoggedChange logged) => throw new NotSupportedException();
    }

    private sealed class CountingStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        private Func<Task>? _afterRead;

        public int Loads { get; private set; }

        public int Revisions { get; private set; }

        /// <summary>Runs once, after the store was read and before the reader hears of it.</summary>
        public void AfterNextRead(Func<Task> action) => _afterRead = action;

        public override async Task<SubjectSnapshot> LoadSubject(SubjectName subject, CancellationToken cancellationToken)
        {
            Loads++;
            return await HandOver(base.LoadSubject(subject, cancellationToken));
        }

        public override async Task<long> ReadRevision(SubjectName subject, CancellationToken cancellationToken)
        {
            Revisions++;
            return await HandOver(base.ReadRevision(subject, cancellationToken));
        }

        private async Task<T> HandOver<T>(Task<T> reading)
        {
            var read = await reading;
            await (Interlocked.Exchange(ref _afterRead, null)?.Invoke() ?? Task.CompletedTask);
            return read;
        }
    }
}

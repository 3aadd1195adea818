using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Grains.Changes;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>Changes of another process that fall between the start of this one and the place in the log from which it follows.</summary>
public sealed class SettingsFollowerTests : IAsyncLifetime
{
    private const string Context = ".early";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private OwnStore _own = null!;
    private SlowStart _store = null!;
    private ChangeFollower _changes = null!;
    private SettingsCache _settings = null!;
    private SettingsFollower _follower = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnStore.Open();
        _store = new SlowStart(_own.Sqlite);
        var metrics = new ChangeMetrics(_meters.GetRequiredService<IMeterFactory>(), TimeProvider.System);
        _changes = new ChangeFollower(_store, metrics, TimeProvider.System, NullLogger<ChangeFollower>.Instance);
        _settings = new SettingsCache(_store, new RegistryOptions { Lease = TimeSpan.FromMinutes(1) }, new ManualClock());
        _follower = new SettingsFollower(_changes, _settings, TimeProvider.System);
        await _changes.StartAsync(Token);
        await _follower.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _follower.StopAsync(CancellationToken.None);
        await _changes.StopAsync(CancellationToken.None);
        _follower.Dispose();
        _changes.Dispose();
        await _meters.DisposeAsync();
        _own.Dispose();
    }

    [Fact]
    public async Task What_was_read_before_the_place_in_the_log_is_known_is_forgotten()
    {
        await _store.IsAsked;
        Assert.Null((await _settings.Get(Context, Token)).Context.Mode);
        await ChangeElsewhere();

        _store.Answer();

        await Eventually.Be("a mode that was set elsewhere in force", Deadline, async () =>
            (await _settings.Get(Context, Token)).Context.Mode == RegistryMode.ReadOnly);
    }

    private async Task ChangeElsewhere()
    {
        var change = new ReplaceScopeSettings(
            Context, 0, null, RegistryMode.ReadOnly, new CommitOrigin("someone else", Guid.CreateVersion7()), SettingsPart.Mode);
        Assert.Equal(CommitStatus.Committed, (await _own.Sqlite.Commit(change, Token)).Status);
        await using var sequencer = await _own.Sqlite.OpenSequencer(Token);
        Assert.True(await sequencer.TryLead(Token));
        Assert.True((await sequencer.Number(10, Token)).IsAll);
    }

    /// <summary>Tells where the log ends when it is told to, as of then.</summary>
    private sealed class SlowStart(IRegistryStore inner) : ForwardingStore(inner)
    {
        private readonly TaskCompletionSource _isAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsAsked => _isAsked.Task;

        public void Answer() => _mayAnswer.SetResult();

        public override async Task<LogPosition> ReadPosition(CancellationToken cancellationToken)
        {
            _isAsked.TrySetResult();
            await _mayAnswer.Task.WaitAsync(cancellationToken);
            return await base.ReadPosition(cancellationToken);
        }
    }
}

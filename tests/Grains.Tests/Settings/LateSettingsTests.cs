using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Settings;
using SchemaRegistry.Storage.Sqlite;
using SchemaRegistry.Storage.Sqlite.Connections;
using SchemaRegistry.Support;

namespace SchemaRegistry.Grains.Tests.Settings;

/// <summary>Settings that were read before they changed and arrive after somebody has asked for the newest.</summary>
public sealed class LateSettingsTests : IAsyncLifetime
{
    private const string Context = ".late";
    private OwnStore _own = null!;
    private LateStore _store = null!;
    private SettingsCache _settings = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _own = await OwnStore.Open();
        _store = new LateStore(_own.Sqlite);
        _settings = new SettingsCache(_store, new RegistryOptions { Lease = TimeSpan.FromMinutes(1) }, new ManualClock());
    }

    public ValueTask DisposeAsync()
    {
        _own.Dispose();
        return default;
    }

    [Fact]
    public async Task A_refresh_hands_back_nothing_that_was_read_before_it()
    {
        var late = _store.Delay(SubjectName.GlobalContext);
        var earlier = _settings.Get(Context, Token).AsTask();
        await late.HasRead;
        await ChangeElsewhere();

        var own = _store.Delay(Context);
        var refreshed = _settings.Refresh(Context, Token);
        await own.HasRead;
        late.Arrive();
        await earlier;
        own.Arrive();

        Assert.Equal(RegistryMode.ReadOnly, (await refreshed).Global.Mode);
    }

    [Fact]
    public async Task What_was_read_before_a_refresh_is_not_remembered_after_it()
    {
        var late = _store.Delay(SubjectName.GlobalContext);
        var earlier = _settings.Get(Context, Token).AsTask();
        await late.HasRead;
        await ChangeElsewhere();
        await _settings.Refresh(Context, Token);

        late.Arrive();
        await earlier;

        Assert.Equal(RegistryMode.ReadOnly, (await _settings.Get(Context, Token)).Global.Mode);
    }

    private Task<CommitResult> ChangeElsewhere() => _own.Sqlite.Commit(
        new ReplaceScopeSettings(
            SubjectName.GlobalContext, 0, null, RegistryMode.ReadOnly, new CommitOrigin("someone else", Guid.CreateVersion7()), SettingsPart.Mode),
        Token);

    /// <summary>Hands over what was read of a scope when it is told to.</summary>
    private sealed class LateStore(IRegistryStore inner) : ForwardingStore(inner)
    {
        private readonly Dictionary<string, Late> _late = [];

        public Late Delay(string scope) => _late[scope] = new Late();

        public override async Task<ScopeSettings> LoadScope(string scope, CancellationToken cancellationToken)
        {
            var read = await base.LoadScope(scope, cancellationToken);
            if (_late.Remove(scope, out var late))
            {
                await late.Wait();
            }

            return read;
        }
    }

    private sealed class Late
    {
        private readonly TaskCompletionSource _hasRead = new();
        private readonly TaskCompletionSource _mayArrive = new();

        public Task HasRead => _hasRead.Task;

        public void Arrive() => _mayArrive.SetResult();

        public Task Wait()
        {
            _hasRead.SetResult();
            return _mayArrive.Task;
        }
    }
}

using Microsoft.Extensions.Logging;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>The owner of the settings of a context, or of those above all contexts.</summary>
internal sealed class ScopeGrain : Grain, IScopeGrain
{
    private readonly string _scope;
    private readonly ScopeWriter _writer;
    private readonly IRegistryStore _store;
    private readonly SettingsCache _settings;
    private readonly OutcomeSearch _search;
    private readonly RegistryOptions _options;

    public ScopeGrain(
        IGrainContext context,
        IRegistryStore store,
        SettingsCache settings,
        RegistryOptions options,
        OutcomeSearch search,
        ConsistencyMetrics metrics,
        ILogger<ScopeGrain> logger)
    {
        _scope = context.GrainId.Key.ToString()!;
        _writer = new ScopeWriter(_scope, store, settings, search, metrics, logger);
        (_store, _settings, _search, _options) = (store, settings, search, options);
    }

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var outer = await _writer.Load(cancellationToken);
        var (own, effective) = (outer.Context, outer.For(null, null));
        return new SettingsAnswer(own.Config, own.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ScopeConfigUpdate(patch, caller, _store), cancellationToken);

    public Task<Outcome<RegistryConfig?>> DeleteConfig(Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ScopeConfigDeletion(caller, _store), cancellationToken);

    public async Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken)
    {
        if (!_options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        return mode == RegistryMode.Import && !force && await ClearForImport(caller, cancellationToken) is { } refusal
            ? refusal
            : await _writer.Run(new ScopeModeSetting(mode, caller, _store), cancellationToken);
    }

    public async Task<Outcome<RegistryMode?>> DeleteMode(bool recursive, Caller caller, CancellationToken cancellationToken)
    {
        if (!_options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        if (recursive)
        {
            await DeleteModesOfSubjects(caller, cancellationToken);
        }

        return await _writer.Run(new ScopeModeDeletion(caller, _store), cancellationToken);
    }

    // One statement that checks for itself that the context is empty, so there is nothing to decide on here; made twice it does no
    // more than once.
    public async Task<Outcome<bool>> DeleteContext(Caller caller, CancellationToken cancellationToken)
    {
        var deletion = new DeleteContext(_scope, new CommitOrigin(caller.Actor, caller.RequestId));
        var result = await _search.Run(_scope, new Uncertain(), () => Commit(deletion, cancellationToken), cancellationToken);
        return result.Status == CommitStatus.NotEmpty ? RegistryErrors.ContextNotEmpty(_scope) : true;
    }

    private async Task<CommitResult> Commit(DeleteContext deletion, CancellationToken cancellationToken)
    {
        try
        {
            return await _store.Commit(deletion, cancellationToken);
        }
        finally
        {
            _settings.Forget(_scope);
        }
    }

    private async Task DeleteModesOfSubjects(Caller caller, CancellationToken cancellationToken)
    {
        await foreach (var subject in _store.ListModes(_scope, cancellationToken))
        {
            // One whose mode has gone meanwhile answers that there is none, which is what is wanted.
            await GrainFactory.Subject(subject).DeleteMode(Anew(caller), cancellationToken);
        }
    }

    // IMPORT without force wants an empty context; what is left in it, soft-deleted, goes for good first.
    private async Task<RegistryError?> ClearForImport(Caller caller, CancellationToken cancellationToken)
    {
        if (_scope == SubjectName.GlobalContext
            || (await _writer.Load(cancellationToken)).For(null, null).Mode == RegistryMode.Import)
        {
            return null;
        }

        await foreach (var _ in _store.ListSubjects(new ListFilter(_scope, "", DeletedView.Hide), cancellationToken))
        {
            return RegistryErrors.CannotImport();
        }

        await foreach (var listed in _store.ListSubjects(new ListFilter(_scope, "", DeletedView.Only), cancellationToken))
        {
            var subject = GrainFactory.Subject(SubjectName.Parse(listed.Subject));
            if ((await subject.Purge(Anew(caller), cancellationToken)).Error is { } error)
            {
                return error;
            }
        }

        return null;
    }

    // Each subject's change is a request of its own in the log.
    private static Caller Anew(Caller caller) => caller with { RequestId = Guid.CreateVersion7() };
}

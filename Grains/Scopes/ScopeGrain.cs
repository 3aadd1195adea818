using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Scopes;

/// <summary>
/// The owner of the settings of a context, or of those above all contexts. Writes take turns, reads wait for none of them.
/// </summary>
[Reentrant]
internal sealed class ScopeGrain : Grain, IScopeGrain, IIncomingGrainCallFilter
{
    private readonly string _scope;
    private readonly ScopeWriter _writer;
    private readonly IRegistryStore _store;
    private readonly RegistryOptions _options;
    private readonly TimeProvider _clock;
    private int _running;

    public ScopeGrain(
        IGrainContext context,
        IRegistryStore store,
        SettingsCache settings,
        RegistryOptions options,
        OutcomeSearch search,
        ConsistencyMetrics metrics,
        TimeProvider clock,
        ILogger<ScopeGrain> logger)
    {
        _scope = context.GrainId.Key.ToString()!;
        _writer = new ScopeWriter(_scope, store, settings, search, metrics, logger);
        (_store, _options, _clock) = (store, options, clock);
    }

    /// <summary>Around every call. Any name may be asked for, and nothing is kept for one that was never set.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        _running++;
        try
        {
            await context.Invoke();
        }
        finally
        {
            // While anything is under way the grain could not go, and who comes would have to wait for that.
            if (--_running == 0 && _writer.IsUnknown)
            {
                DeactivateOnIdle();
            }
        }
    }

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var outer = await _writer.Load(cancellationToken);
        var (own, effective) = (outer.Context, outer.For(null, null));
        return new SettingsAnswer(own.Config, own.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ScopeConfigUpdate(patch, caller, _store, _options), cancellationToken);

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
            : await _writer.Run(new ScopeModeSetting(mode, caller, _store, _options), cancellationToken);
    }

    public async Task<Outcome<RegistryMode?>> DeleteMode(bool recursive, Caller caller, CancellationToken cancellationToken)
    {
        if (!_options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        return recursive && await DeleteModesOfSubjects(caller, cancellationToken) is { } refusal
            ? refusal
            : await _writer.Run(new ScopeModeDeletion(caller, _store), cancellationToken);
    }

    public Task<Outcome<bool>> DeleteContext(Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ContextDeletion(_scope, caller, _store), cancellationToken);

    // One whose mode has gone meanwhile answers that there is none, which is what is wanted.
    private Task<RegistryError?> DeleteModesOfSubjects(Caller caller, CancellationToken cancellationToken) => new ScopeSweep(_clock).Run(
        _store.ListModes(_scope, cancellationToken),
        async subject => (await GrainFactory.Subject(subject).DeleteMode(Anew(caller), cancellationToken)).Error is { Status: 503 } unavailable
            ? unavailable
            : null);

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

        return await new ScopeSweep(_clock).Run(
            _store.ListSubjects(new ListFilter(_scope, "", DeletedView.Only), cancellationToken),
            async listed => (await GrainFactory.Subject(SubjectName.Parse(listed.Subject)).Purge(Anew(caller), cancellationToken)).Error);
    }

    // Each subject's change is a request of its own in the log.
    private static Caller Anew(Caller caller) => caller with { RequestId = Guid.CreateVersion7() };
}

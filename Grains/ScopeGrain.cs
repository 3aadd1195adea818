using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains;

/// <summary>
/// The owner of the settings above subjects. It keeps nothing in memory: these are read seldom, and the store's
/// compare-and-set orders the changes.
/// </summary>
internal sealed class ScopeGrain(
    IGrainContext context, IRegistryStore store, SettingsCache settings, IGrainFactory grains, RegistryOptions options)
    : Grain, IScopeGrain
{
    private const int MaxAttempts = 8;
    private readonly string _scope = context.GrainId.Key.ToString()!;

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var outer = await Load(cancellationToken);
        var (own, effective) = (Own(outer), outer.For(null, null));
        return new SettingsAnswer(own.Config, own.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        Change<RegistryConfig>(
            caller,
            SettingsPart.Config,
            own => patch.ApplyTo(own.Config ?? RegistryConfig.Empty) is var config ? (own with { Config = config }, config) : default,
            logged => logged.Config ?? RegistryConfig.Empty,
            cancellationToken);

    public async Task<Outcome<RegistryConfig?>> DeleteConfig(Caller caller, CancellationToken cancellationToken) =>
        !caller.IsRetry && !IsTop && Own(await Load(cancellationToken)).Config is null
            ? (RegistryConfig?)null
            : await Change<RegistryConfig?>(
                caller,
                SettingsPart.Config,
                own => (own with { Config = null }, own.Config),
                logged => logged.Removed?.Config ?? RegistryConfig.Empty,
                cancellationToken);

    public async Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken)
    {
        if (!options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        if (mode == RegistryMode.Import && !force && await ClearForImport(caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return await Change(caller, SettingsPart.Mode, own => (own with { Mode = mode }, true), _ => true, cancellationToken);
    }

    public async Task<Outcome<RegistryMode?>> DeleteMode(bool recursive, Caller caller, CancellationToken cancellationToken)
    {
        if (!options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        if (recursive)
        {
            await foreach (var subject in store.ListModes(_scope, cancellationToken))
            {
                // One whose mode has gone meanwhile answers that there is none, which is what is wanted.
                await Subject(subject).DeleteMode(Anew(caller), cancellationToken);
            }
        }

        return await Change<RegistryMode?>(
            caller,
            SettingsPart.Mode,
            own => (own with { Mode = null }, own.Mode),
            logged => logged.Removed is { } removed ? removed.Mode : RegistryMode.ReadWrite,
            cancellationToken);
    }

    public async Task<Outcome<bool>> DeleteContext(Caller caller, CancellationToken cancellationToken)
    {
        var result = await store.Commit(new DeleteContext(_scope, OriginOf(caller)), cancellationToken);
        settings.Forget(_scope);
        return result.Status == CommitStatus.NotEmpty ? RegistryErrors.ContextNotEmpty(_scope) : true;
    }

    /// <param name="replay">The answer to a request that turns out to be committed already.</param>
    private async Task<Outcome<T>> Change<T>(
        Caller caller,
        SettingsPart part,
        Func<ScopeSettings, (ScopeSettings Next, T Answer)> change,
        Func<SettingsPayload, T> replay,
        CancellationToken cancellationToken)
    {
        var mayBeCommitted = caller.IsRetry;
        for (var attempt = 1; attempt <= MaxAttempts; attempt++)
        {
            var outer = await Load(cancellationToken);
            if (mayBeCommitted && await store.FindChange(caller.RequestId, cancellationToken) is { } earlier)
            {
                return replay(earlier.ReadSettings());
            }

            if (part == SettingsPart.Config && outer.For(null, null).IsReadOnly)
            {
                // The protocol has no subject for the top level, and says so.
                var name = new SubjectName(_scope, "");
                return RegistryErrors.ReadOnlyMode(IsTop ? "null" : name.ToString(), Subjects.SubjectNameTexts.ContextText(name));
            }

            var own = Own(outer);
            var (next, answer) = change(own);
            var removed = new RemovedSettings(
                part == SettingsPart.Config && next.Config is null ? own.Config : null,
                part == SettingsPart.Mode && next.Mode is null ? own.Mode : null);
            if (await Commit(new ChangeScopeSettings(_scope, next.Revision, next.Config, next.Mode, OriginOf(caller), part, removed)))
            {
                return answer;
            }

            mayBeCommitted = true;
        }

        return RegistryErrors.TooMuchContention(_scope);
    }

    // Once it is under way a commit is not abandoned. False when it missed or nobody can tell: what is true shows in the log.
    private async Task<bool> Commit(ChangeScopeSettings change)
    {
        try
        {
            return (await store.Commit(change, CancellationToken.None)).Status == CommitStatus.Committed;
        }
        catch (CommitOutcomeUnknownException)
        {
            return false;
        }
        finally
        {
            settings.Forget(_scope);
        }
    }

    // IMPORT without force wants an empty context; what is left in it, soft-deleted, goes for good first.
    private async Task<RegistryError?> ClearForImport(Caller caller, CancellationToken cancellationToken)
    {
        if (_scope == SubjectName.GlobalContext || (await Load(cancellationToken)).For(null, null).Mode == RegistryMode.Import)
        {
            return null;
        }

        await foreach (var _ in store.ListSubjects(new ListFilter(_scope, "", DeletedView.Hide), cancellationToken))
        {
            return RegistryErrors.CannotImport();
        }

        await foreach (var listed in store.ListSubjects(new ListFilter(_scope, "", DeletedView.Only), cancellationToken))
        {
            if ((await Subject(SubjectName.Parse(listed.Subject)).Purge(Anew(caller), cancellationToken)).Error is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private async Task<OuterSettings> Load(CancellationToken cancellationToken)
    {
        var global = await store.LoadScope(SubjectName.GlobalContext, cancellationToken);
        return _scope == SubjectName.GlobalContext
            ? new OuterSettings(global, global)
            : new OuterSettings(await store.LoadScope(_scope, cancellationToken), global);
    }

    private bool IsTop => _scope == SubjectName.DefaultContext;

    private static ScopeSettings Own(OuterSettings outer) => outer.Context;

    private ISubjectGrain Subject(SubjectName subject) => grains.Subject(subject);

    private static Caller Anew(Caller caller) => caller with { RequestId = Guid.CreateVersion7() };

    private static ChangeOrigin OriginOf(Caller caller) => new(caller.Actor, caller.RequestId);
}

using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Content;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// The one writer of a subject. Reads answer from an immutable state that is replaced after each commit, so they never wait
/// behind a write; writes take turns. The store's revision fences a second activation, which Orleans cannot rule out.
/// </summary>
[Reentrant]
internal sealed class SubjectGrain : Grain, ISubjectGrain
{
    private readonly SubjectName _name;
    private readonly LeasedSubject _subject;
    private readonly SubjectWriter _writer;
    private readonly SubjectMemory _memory;
    private readonly SubjectsAtHand _near;
    private readonly SettingsCache _settings;
    private readonly SubjectRules _rules;
    private readonly bool _modeIsMutable;

    public SubjectGrain(
        IGrainContext context,
        IRegistryStore store,
        SettingsCache settings,
        SubjectRules rules,
        SubjectsAtHand near,
        RegistryOptions options,
        TimeProvider clock,
        SubjectMetrics metrics,
        ILogger<SubjectGrain> logger)
    {
        _name = SubjectName.Parse(context.GrainId.Key.ToString()!);
        _subject = new LeasedSubject(_name, store, options, clock, metrics);
        _writer = new SubjectWriter(_name, _subject, settings, store, metrics, logger);
        _memory = new SubjectMemory(_subject, new RequestMemory());
        _near = near;
        _settings = settings;
        _rules = rules;
        _modeIsMutable = options.ModeMutability;
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _near.Add(_name, _memory);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _near.Remove(_name, _memory);
        return Task.CompletedTask;
    }

    public async Task<Outcome<SubjectSchema>> Register(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (request.MindsAlias && await FindAlias(cancellationToken) is { } target)
        {
            return RegistryErrors.StandsFor(target);
        }

        if (request.Tags.Changes && request.Version == RegisterRequest.NextVersion)
        {
            // Edited tags always make a version of their own (reference 6.1, step 6).
            request = request with { Version = RegisterRequest.LatestVersion };
        }

        if (await Answer((state, settings) => FindExisting(state, settings, request, cancellationToken), cancellationToken) is { } existing)
        {
            return existing;
        }

        var taken = new TakenId();
        try
        {
            return await _writer.Change(
                request.Caller,
                (now, outer) => _rules.Registration.Decide(now, outer, request, taken, cancellationToken),
                (now, change) => _rules.Read.Registered(now, change, cancellationToken),
                cancellationToken);
        }
        catch (IdsExhaustedException)
        {
            return RegistryErrors.NoIdsLeft(_name.Context);
        }
    }

    public async Task<Outcome<SubjectSchema>> EditTags(TagRequest request, CancellationToken cancellationToken)
    {
        var state = await _subject.Get();
        var version = await _rules.Read.Version(state, request.Version, includeDeleted: false, cancellationToken);
        var latest = await _rules.Read.Version(state, RegisterRequest.LatestVersion, includeDeleted: false, cancellationToken);
        if ((version.Error ?? latest.Error) is { } missing)
        {
            return missing;
        }

        var registration = TagChange.ToRegistration(request, version.Value!.Content, latest.Value!.Content.RuleSet);
        return registration.Error is { } invalid ? invalid : await Register(registration.Value!, cancellationToken);
    }

    public async Task<string?> FindAlias(CancellationToken cancellationToken) =>
        await _subject.Get() is { StandsForItself: false } state
            ? SubjectName.ParseWithin(_name.Context, state.Config!.Alias!).ToString()
            : null;

    public Task<Outcome<SubjectSchema>> Lookup(LookupRequest request, CancellationToken cancellationToken) => Answer(
        request.MindsAlias, (state, settings) => _rules.Lookup.Find(state, settings, request, cancellationToken), cancellationToken);

    public Task<Outcome<SubjectSchema>> GetVersion(int version, bool includeDeleted, CancellationToken cancellationToken) =>
        Answer(state => _rules.Read.Version(state, version, includeDeleted, cancellationToken));

    public Task<SubjectSchema?> Peek(int version) => Answer(state => _rules.Read.Peek(state, version));

    public Task<Outcome<SubjectSchema>> FindByMetadata(
        ImmutableArray<KeyValuePair<string, string>> pairs, bool includeDeleted, CancellationToken cancellationToken) =>
        Answer(state => _rules.Read.ByMetadata(state, pairs, includeDeleted, cancellationToken));

    public async Task<ImmutableArray<VersionEntry>> ListVersions(DeletedView view, CancellationToken cancellationToken) =>
        VersionReader.List(await _subject.Get(), view);

    public Task<Outcome<CompatibilityAnswer>> CheckCompatibility(
        CompatibilityRequest request, CancellationToken cancellationToken) => Answer(
        request.MindsAlias, (state, settings) => _rules.Compatibility.Answer(state, settings, request, cancellationToken), cancellationToken);

    public Task<Outcome<int>> DeleteVersion(int version, bool permanent, Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => _rules.Deletion.OfVersion(now, outer, version, permanent, caller, cancellationToken),
            (_, change) => Replay.Of(change.ReadDeleted().Versions[0]),
            cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Delete(bool permanent, Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => _rules.Deletion.OfSubject(now, outer, permanent, caller, cancellationToken),
            (_, change) => Replay.Of(change.ReadDeleted().Versions),
            cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Purge(Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => _rules.Deletion.ForImport(now, outer, caller, cancellationToken),
            (_, change) => Replay.Of(change.ReadDeleted().Versions),
            cancellationToken);

    public Task<Outcome<SubjectSchema>> RestoreVersion(int version, Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => _rules.Restoration.Decide(now, outer, version, caller, cancellationToken),
            async (now, _) => await _rules.Read.Version(now, version, includeDeleted: false, cancellationToken),
            cancellationToken);

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var state = await _subject.Get();
        var effective = (await _settings.Refresh(_name.Context, cancellationToken)).For(state.Config, state.Mode);
        return new SettingsAnswer(state.Config, state.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => Task.FromResult(_rules.Settings.UpdateConfig(now, outer, patch, caller)),
            (_, change) => Replay.Of(change.ReadSettings().Config ?? RegistryConfig.Empty),
            cancellationToken);

    public Task<Outcome<RegistryConfig>> DeleteConfig(Caller caller, CancellationToken cancellationToken) =>
        _writer.Change(
            caller,
            (now, outer) => Task.FromResult(_rules.Settings.DeleteConfig(now, outer, caller)),
            (_, change) => Replay.Of(change.ReadSettings().Removed?.Config ?? RegistryConfig.Empty),
            cancellationToken);

    public async Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken)
    {
        if (!_modeIsMutable)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        if (mode == RegistryMode.Import && !force && await ClearForImport(caller, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        return await _writer.Change(
            caller,
            (now, outer) => Task.FromResult(_rules.Settings.SetMode(now, outer, mode, caller)),
            (_, _) => Replay.Of(true),
            cancellationToken);
    }

    public async Task<Outcome<RegistryMode>> DeleteMode(Caller caller, CancellationToken cancellationToken) => _modeIsMutable
        ? await _writer.Change(
            caller,
            (now, outer) => Task.FromResult(_rules.Settings.DeleteMode(now, outer, caller)),
            (_, change) => Replay.Of(change.ReadSettings().Removed?.Mode ?? RegistryMode.ReadWrite),
            cancellationToken)
        : RegistryErrors.ModeChangesNotAllowed();

    // IMPORT without force wants an empty subject; what is left of it, soft-deleted, goes for good first.
    private async Task<RegistryError?> ClearForImport(Caller caller, CancellationToken cancellationToken)
    {
        var state = await _subject.GetConfirmed();
        var outer = await _settings.Refresh(_name.Context, cancellationToken);
        return state.Versions.IsEmpty || outer.For(state.Config, state.Mode).Mode == RegistryMode.Import
            ? null
            : (await Purge(caller with { RequestId = Guid.CreateVersion7() }, cancellationToken)).Error;
    }

    // A producer that registers at every start is answered from memory.
    private async Task<SubjectSchema?> FindExisting(
        SubjectState state, EffectiveSettings settings, RegisterRequest request, CancellationToken cancellationToken)
    {
        var key = RequestMemory.KeyOf(request);
        if (key is not null && _memory.Requests.Find(state, settings.Config, key.Value) is { } remembered)
        {
            return remembered;
        }

        var existing = await _rules.Registration.FindExisting(state, settings, request, cancellationToken);
        if (key is not null && existing is not null)
        {
            _memory.Requests.Remember(state, settings.Config, key.Value, existing);
        }

        return existing;
    }

    private async Task<Outcome<T>> Answer<T>(
        bool mindsAlias, Func<SubjectState, EffectiveSettings, Task<Outcome<T>>> read, CancellationToken cancellationToken) =>
        mindsAlias && await FindAlias(cancellationToken) is { } target
            ? RegistryErrors.StandsFor(target)
            : await Answer(read, cancellationToken);

    private Task<T> Answer<T>(Func<SubjectState, EffectiveSettings, Task<T>> read, CancellationToken cancellationToken) =>
        Answer(async state =>
        {
            var outer = await _settings.Get(_name.Context, cancellationToken);
            return await read(state, outer.For(state.Config, state.Mode));
        });

    // Another activation may have deleted for good what this one's lease still shows; then the store knows better.
    private async Task<T> Answer<T>(Func<SubjectState, Task<T>> read)
    {
        try
        {
            return await read(await _subject.Get());
        }
        catch (ContentGoneException)
        {
            return await read(await _subject.GetConfirmed());
        }
    }
}

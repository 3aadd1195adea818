using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Writing;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// The one writer of a subject. Reads answer from an immutable state that is replaced after each commit, so they never wait
/// behind a write; writes take turns. The store's revision fences a second activation, which Orleans cannot rule out.
/// </summary>
[Reentrant]
internal sealed class SubjectGrain : Grain, ISubjectGrain, IIncomingGrainCallFilter
{
    private readonly SubjectName _name;
    private readonly SubjectParts _parts;
    private readonly LeasedSubject _subject;
    private readonly LiveSubject _live;
    private readonly SubjectReader _reader;
    private SubjectWriter? _writer;
    private Purge? _purge;

    public SubjectGrain(IGrainContext context, SubjectParts parts)
    {
        _name = SubjectName.Parse(context.GrainId.Key.ToString()!);
        _parts = parts;
        _subject = new LeasedSubject(
            _name, parts.Store, parts.Services.Unsettled, parts.Options, parts.Clock, parts.Metrics);
        _live = new LiveSubject(_name, _subject, context);
        _reader = new SubjectReader(_name, _subject, parts.Settings);
    }

    private SubjectServices Services => _parts.Services;

    private Purge ForGood => _purge ??= new Purge(Write, _parts.Options.PurgeStep, _parts.Store);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _parts.Live.Add(_live);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _parts.Live.Remove(_live);
        return Task.CompletedTask;
    }

    /// <summary>Around every call: while anything is under way the grain could not go, and who comes would have to wait for that.</summary>
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        _live.Begin();
        try
        {
            await context.Invoke();
        }
        finally
        {
            _live.End();
            _parts.Live.Weigh(_live);
        }
    }

    public Task<Outcome<SubjectSchema>> Register(RegisterRequest request, CancellationToken cancellationToken) =>
        Register(request, edit: null, cancellationToken);

    public async Task<Outcome<SubjectSchema>> EditTags(TagRequest request, CancellationToken cancellationToken)
    {
        var registration = await Services.Tags.ToRegistration(await _subject.Get(), request, cancellationToken);
        if (registration.Error is not { } invalid)
        {
            return await Register(registration.Value!, request, cancellationToken);
        }

        return request.Caller.IsRetry ? await Write(new EditedBefore(request, invalid, Services.Library), cancellationToken) : invalid;
    }

    public Task<string?> FindAlias(CancellationToken cancellationToken) => _reader.FindAlias();

    public async Task<Outcome<SubjectSchema>> Lookup(LookupRequest request, CancellationToken cancellationToken)
    {
        using var work = Services.Budget.Begin();
        return _parts.Options.Refusal(request.Schema) is { } tooLarge
            ? tooLarge
            : await _reader.Read(
                request.RedirectIfAlias,
                (state, settings) => Services.Lookup.Find(state, settings, request, cancellationToken),
                cancellationToken);
    }

    public Task<Outcome<SubjectSchema>> GetVersion(int version, bool includeDeleted, CancellationToken cancellationToken) =>
        _reader.Read(state => Services.Versions.Get(state, version, includeDeleted, cancellationToken));

    public Task<SubjectSchema?> Peek(int version) => _reader.Read(state => Services.Versions.Peek(state, version));

    public Task<Outcome<SubjectSchema>> FindByMetadata(
        ImmutableArray<KeyValuePair<string, string>> pairs, bool includeDeleted, CancellationToken cancellationToken) =>
        _reader.Read(state => Services.Versions.FindByMetadata(state, pairs, includeDeleted, cancellationToken));

    public async Task<ImmutableArray<VersionEntry>> ListVersions(DeletedView view, CancellationToken cancellationToken) =>
        VersionReader.List(await _subject.Get(), view);

    public async Task<Outcome<CompatibilityAnswer>> CheckCompatibility(
        CompatibilityRequest request, CancellationToken cancellationToken)
    {
        using var work = Services.Budget.Begin();
        return _parts.Options.Refusal(request.Schema) is { } tooLarge
            ? tooLarge
            : await _reader.Read(
                request.RedirectIfAlias,
                (state, settings) => Services.Compatibility.Answer(state, settings, request, cancellationToken),
                cancellationToken);
    }

    public Task<Outcome<int>> DeleteVersion(int version, bool permanent, Caller caller, CancellationToken cancellationToken) =>
        Write(new VersionDeletion(version, permanent, caller, _parts.Store), cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Delete(bool permanent, Caller caller, CancellationToken cancellationToken) =>
        permanent
            ? ForGood.Run(forImport: false, caller, cancellationToken)
            : Write(new SubjectDeletion(caller, _parts.Store), cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Purge(Caller caller, CancellationToken cancellationToken) =>
        ForGood.Run(forImport: true, caller, cancellationToken);

    public Task<Outcome<SubjectSchema>> RestoreVersion(int version, Caller caller, CancellationToken cancellationToken) =>
        Write(new Restoration(version, caller, Services), cancellationToken);

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var state = await _subject.Get();
        var effective = state.Under(await _parts.Settings.Refresh(_name.Context, cancellationToken));
        return new SettingsAnswer(state.Config, state.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        Write(new ConfigUpdate(patch, caller, _parts.Store, _parts.Options), cancellationToken);

    public Task<Outcome<RegistryConfig>> DeleteConfig(Caller caller, CancellationToken cancellationToken) =>
        Write(new ConfigDeletion(caller, _parts.Store), cancellationToken);

    public async Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken)
    {
        if (!_parts.Options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        return mode == RegistryMode.Import && !force && await ClearForImport(caller, cancellationToken) is { } refusal
            ? refusal
            : await Write(new ModeSetting(mode, caller, _parts.Store, _parts.Options), cancellationToken);
    }

    public async Task<Outcome<RegistryMode>> DeleteMode(Caller caller, CancellationToken cancellationToken) => _parts.Options.ModeMutability
        ? await Write(new ModeDeletion(caller, _parts.Store), cancellationToken)
        : RegistryErrors.ModeChangesNotAllowed();

    /// <param name="edit">What the request was made of, where a version's tags are edited.</param>
    private async Task<Outcome<SubjectSchema>> Register(RegisterRequest request, TagRequest? edit, CancellationToken cancellationToken)
    {
        if (_parts.Options.Refusal(request.Schema) is { } tooLarge)
        {
            return tooLarge;
        }

        using var work = Services.Budget.Begin();
        if (request.RedirectIfAlias && await _reader.FindAlias() is { } target)
        {
            return RegistryErrors.Moved(target);
        }

        if (await _reader.Read(
            (state, settings) => Services.Registered.Find(state, settings, request, cancellationToken),
            cancellationToken) is { } existing)
        {
            return existing;
        }

        try
        {
            return await Write(new Registration(request, edit, Services), cancellationToken);
        }
        catch (IdsExhaustedException)
        {
            return RegistryErrors.NoIdsLeft(_name.Context);
        }
    }

    private Task<Outcome<TAnswer>> Write<TAnswer>(Change<SubjectState, TAnswer> change, CancellationToken cancellationToken)
    {
        // Most subjects are only read.
        _writer ??= new SubjectWriter(
            _name, _subject, _parts.Settings, _parts.Store, _parts.Outcomes, _parts.Metrics, _parts.Logger);
        return _writer.Run(change, cancellationToken);
    }

    // IMPORT without force wants an empty subject; what is left of it, soft-deleted, goes for good first.
    private async Task<RegistryError?> ClearForImport(Caller caller, CancellationToken cancellationToken)
    {
        var state = await _subject.GetConfirmed();
        var settings = state.Under(await _parts.Settings.Refresh(_name.Context, cancellationToken));
        return state.Versions.IsEmpty || settings.Mode == RegistryMode.Import
            ? null
            : (await Purge(caller with { RequestId = Guid.CreateVersion7() }, cancellationToken)).Error;
    }
}

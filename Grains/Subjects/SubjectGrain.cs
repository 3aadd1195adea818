using System.Collections.Immutable;
using Orleans.Concurrency;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Contents;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// The one writer of a subject. Reads answer from an immutable state that is replaced after each commit, so they never wait
/// behind a write; writes take turns. The store's revision fences a second activation, which Orleans cannot rule out.
/// </summary>
[Reentrant]
internal sealed class SubjectGrain : Grain, ISubjectGrain
{
    private readonly SubjectName _name;
    private readonly SubjectParts _parts;
    private readonly SubjectServices _rules;
    private readonly LeasedSubject _subject;
    private readonly SubjectMemory _memory;
    private readonly SubjectReader _reader;
    private readonly SubjectWriter _writer;

    public SubjectGrain(IGrainContext context, SubjectParts parts)
    {
        _name = SubjectName.Parse(context.GrainId.Key.ToString()!);
        (_parts, _rules) = (parts, parts.Rules);
        _subject = new LeasedSubject(_name, parts.Store, parts.Options, parts.Clock, parts.Metrics);
        _memory = new SubjectMemory(_subject, new RequestMemory());
        _reader = new SubjectReader(_name, _subject, parts.Settings);
        _writer = new SubjectWriter(_name, _subject, parts.Settings, parts.Store, parts.Search, parts.Metrics, parts.Logger);
    }

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _parts.Local.Add(_name, _memory);
        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _parts.Local.Remove(_name, _memory);
        return Task.CompletedTask;
    }

    public async Task<Outcome<SubjectSchema>> Register(RegisterRequest request, CancellationToken cancellationToken)
    {
        if (request.RedirectIfAlias && await _reader.FindAlias() is { } target)
        {
            return RegistryErrors.Moved(target);
        }

        if (await _reader.Read(
            (state, settings) => _rules.Registered.Find(state, settings, request, _memory.Requests, cancellationToken),
            cancellationToken) is { } existing)
        {
            return existing;
        }

        try
        {
            return await _writer.Run(new Registration(request, _rules), cancellationToken);
        }
        catch (IdsExhaustedException)
        {
            return RegistryErrors.NoIdsLeft(_name.Context);
        }
    }

    public async Task<Outcome<SubjectSchema>> EditTags(TagRequest request, CancellationToken cancellationToken)
    {
        var registration = await _rules.Tags.ToRegistration(await _subject.Get(), request, cancellationToken);
        return registration.Error is { } invalid ? invalid : await Register(registration.Value!, cancellationToken);
    }

    public Task<string?> FindAlias(CancellationToken cancellationToken) => _reader.FindAlias();

    public Task<Outcome<SubjectSchema>> Lookup(LookupRequest request, CancellationToken cancellationToken) => _reader.Read(
        request.RedirectIfAlias, (state, settings) => _rules.Lookup.Find(state, settings, request, cancellationToken), cancellationToken);

    public Task<Outcome<SubjectSchema>> GetVersion(int version, bool includeDeleted, CancellationToken cancellationToken) =>
        _reader.Read(state => _rules.Versions.Get(state, version, includeDeleted, cancellationToken));

    public Task<SubjectSchema?> Peek(int version) => _reader.Read(state => _rules.Versions.Peek(state, version));

    public Task<Outcome<SubjectSchema>> FindByMetadata(
        ImmutableArray<KeyValuePair<string, string>> pairs, bool includeDeleted, CancellationToken cancellationToken) =>
        _reader.Read(state => _rules.Versions.FindByMetadata(state, pairs, includeDeleted, cancellationToken));

    public async Task<ImmutableArray<VersionEntry>> ListVersions(DeletedView view, CancellationToken cancellationToken) =>
        VersionReader.List(await _subject.Get(), view);

    public Task<Outcome<CompatibilityAnswer>> CheckCompatibility(
        CompatibilityRequest request, CancellationToken cancellationToken) => _reader.Read(
        request.RedirectIfAlias, (state, settings) => _rules.Compatibility.Answer(state, settings, request, cancellationToken), cancellationToken);

    public Task<Outcome<int>> DeleteVersion(int version, bool permanent, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new VersionDeletion(version, permanent, caller, _parts.Store), cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Delete(bool permanent, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new SubjectDeletion(permanent, caller, _parts.Store), cancellationToken);

    public Task<Outcome<ImmutableArray<int>>> Purge(Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new Purge(caller, _parts.Store), cancellationToken);

    public Task<Outcome<SubjectSchema>> RestoreVersion(int version, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new Restoration(version, caller, _rules), cancellationToken);

    public async Task<SettingsAnswer> GetSettings(CancellationToken cancellationToken)
    {
        var state = await _subject.Get();
        var effective = state.Under(await _parts.Settings.Refresh(_name.Context, cancellationToken));
        return new SettingsAnswer(state.Config, state.Mode, effective.Config, effective.Mode);
    }

    public Task<Outcome<RegistryConfig>> UpdateConfig(ConfigPatch patch, Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ConfigUpdate(patch, caller, _parts.Store), cancellationToken);

    public Task<Outcome<RegistryConfig>> DeleteConfig(Caller caller, CancellationToken cancellationToken) =>
        _writer.Run(new ConfigDeletion(caller, _parts.Store), cancellationToken);

    public async Task<Outcome<bool>> SetMode(RegistryMode? mode, bool force, Caller caller, CancellationToken cancellationToken)
    {
        if (!_parts.Options.ModeMutability)
        {
            return RegistryErrors.ModeChangesNotAllowed();
        }

        return mode == RegistryMode.Import && !force && await ClearForImport(caller, cancellationToken) is { } refusal
            ? refusal
            : await _writer.Run(new ModeSetting(mode, caller, _parts.Store), cancellationToken);
    }

    public async Task<Outcome<RegistryMode>> DeleteMode(Caller caller, CancellationToken cancellationToken) => _parts.Options.ModeMutability
        ? await _writer.Run(new ModeDeletion(caller, _parts.Store), cancellationToken)
        : RegistryErrors.ModeChangesNotAllowed();

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

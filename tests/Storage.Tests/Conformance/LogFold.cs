using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Settings;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>Rebuilds the tables from the change log alone, as the archive and other regions have to.</summary>
internal sealed class LogFold
{
    private readonly Dictionary<string, ContextState> _contexts = [];
    private readonly Dictionary<SchemaId, SchemaState> _schemas = [];
    private readonly Dictionary<(string Context, string Sha256, string Region), int> _claims = [];
    private readonly Dictionary<SubjectName, SubjectState> _subjects = [];
    private readonly Dictionary<string, ScopeSettings> _scopes = [];

    private LogFold()
    {
    }

    public static SortedSet<string> Of(IEnumerable<LoggedChange> log)
    {
        var fold = new LogFold();
        foreach (var change in log)
        {
            fold.Apply(change);
        }

        fold.ContentsAreThoseInUse();
        return fold.ToLines();
    }

    private void Apply(LoggedChange change)
    {
        switch (change.Kind)
        {
            case ChangeKind.Registered:
                Register(change, change.ReadRegistered());
                break;
            case ChangeKind.Deleted:
                Move(change).Hide(change.ReadDeleted().Versions);
                break;
            case ChangeKind.Restored:
                Move(change).Show(change.ReadDeleted().Versions);
                break;
            case ChangeKind.PermanentlyDeleted:
                DeletePermanently(change, change.ReadDeleted());
                break;
            case ChangeKind.SubjectSettingsChanged:
                var own = change.ReadSettings();
                Move(change).Set(own.Config, own.Mode);
                break;
            case ChangeKind.ScopeSettingsChanged:
                var settings = change.ReadSettings();
                SetScope(change, settings.Config, settings.Mode);
                break;
            default:
                DeleteContext(change);
                break;
        }
    }

    private void Register(LoggedChange change, RegisteredPayload payload)
    {
        var key = new SchemaId(change.Subject.Context, payload.Id);
        if (payload.Content is { } content)
        {
            var purged = _schemas.GetValueOrDefault(key);
            Assert.Null(purged?.Content);
            _schemas[key] = new SchemaState(purged?.Region ?? change.Region, payload.Sha256, payload.Guid, content);
        }

        Assert.NotNull(_schemas[key].Content);
        _claims.TryAdd((key.Context, payload.Sha256, change.Region), payload.Id);
        Context(key.Context).Established = true;
        var subject = Move(change);
        subject.Versions[payload.Version] = new VersionState(payload.Id, false, change.At, [.. payload.Targets]);
        foreach (var version in payload.Removed)
        {
            Assert.True(subject.Versions.Remove(version));
        }

        Purge(key.Context, payload.Purged);
        Context(key.Context).Purges += payload.Purged.Length;
    }

    private void DeletePermanently(LoggedChange change, DeletedPayload payload)
    {
        var subject = Move(change);
        foreach (var version in payload.Versions)
        {
            Assert.True(subject.Versions.Remove(version));
        }

        if (subject.Versions.Count == 0)
        {
            subject.Set(null, null);
        }

        Purge(change.Subject.Context, payload.Purged);
        Context(change.Subject.Context).Purges++;
    }

    private void Purge(string context, IEnumerable<int> purged)
    {
        foreach (var id in purged)
        {
            var key = new SchemaId(context, id);
            _schemas[key] = _schemas[key] with { Content = null };
            PassClaimOn(key, _schemas[key]);
        }
    }

    private void PassClaimOn(SchemaId gone, SchemaState schema)
    {
        var claim = (gone.Context, schema.Sha256, schema.Region);
        if (_claims.GetValueOrDefault(claim) != gone.Id)
        {
            return;
        }

        _claims.Remove(claim);
        var heirs = _schemas
            .Where(pair => pair.Key.Context == gone.Context && pair.Value.Sha256 == schema.Sha256 && pair.Value.Content is not null)
            .ToList();
        if (heirs.Count > 0)
        {
            _claims[claim] = heirs.Min(pair => pair.Key.Id);
        }
    }

    /// <summary>What nobody uses has gone, and nothing else.</summary>
    private void ContentsAreThoseInUse()
    {
        var used = _subjects
            .SelectMany(pair => pair.Value.Versions.Values.Select(version => new SchemaId(pair.Key.Context, version.Id)))
            .ToHashSet();
        var present = _schemas.Where(pair => pair.Value.Content is not null).Select(pair => pair.Key).ToHashSet();
        Assert.Empty(used.Except(present));
        Assert.Empty(present.Except(used));
    }

    private void DeleteContext(LoggedChange change)
    {
        Context(change.Subject.Context).Established = false;
        if (_scopes.GetValueOrDefault(change.Subject.Context) is { } scope && change.Revision > scope.Revision)
        {
            SetScope(change, null, null);
        }
    }

    private void SetScope(LoggedChange change, RegistryConfig? config, RegistryMode? mode)
    {
        var scope = change.Subject.Context;
        Assert.Equal((_scopes.GetValueOrDefault(scope)?.Revision ?? 0) + 1, change.Revision);
        _scopes[scope] = new ScopeSettings(scope, change.Revision, config, mode);
    }

    private ContextState Context(string name)
    {
        _contexts.TryAdd(name, new ContextState());
        return _contexts[name];
    }

    private SubjectState Move(LoggedChange change)
    {
        _subjects.TryAdd(change.Subject, new SubjectState());
        var subject = _subjects[change.Subject];
        subject.Revision++;
        Assert.Equal(subject.Revision, change.Revision);
        return subject;
    }

    private SortedSet<string> ToLines()
    {
        var lines = new SortedSet<string>(StringComparer.Ordinal);
        lines.UnionWith(_contexts.Select(pair => Lines.Context(pair.Key, pair.Value.Established, pair.Value.Purges)).OfType<string>());
        lines.UnionWith(_schemas.Select(pair => Lines.Schema(
            pair.Key.Context, pair.Key.Id, pair.Value.Region, pair.Value.Sha256, pair.Value.Guid.ToString(), pair.Value.Content)));
        lines.UnionWith(_claims.Select(pair => Lines.Claim(pair.Key.Context, pair.Key.Sha256, pair.Key.Region, pair.Value)));
        lines.UnionWith(_scopes.Values.Select(scope => Lines.Scope(scope.Scope, scope.Revision, scope.Config, scope.Mode?.WireName())));
        foreach (var (name, subject) in _subjects)
        {
            lines.Add(Lines.Subject(
                name.ToString(), subject.Revision, subject.Config, subject.Mode?.WireName(),
                subject.Versions.Values.Count(version => !version.Deleted), subject.Versions.Count));
            foreach (var (number, version) in subject.Versions)
            {
                lines.Add(Lines.Version(name.ToString(), number, name.Context, version.Id, version.Deleted, version.At));
                lines.UnionWith(version.Targets.Select(target =>
                    Lines.Reference(name.ToString(), number, target.Subject, target.Version)));
            }
        }

        return lines;
    }

    private sealed class ContextState
    {
        public bool Established { get; set; }

        public int Purges { get; set; }
    }

    private sealed record SchemaState(string Region, string Sha256, Guid Guid, SchemaContent? Content);

    private sealed record VersionState(int Id, bool Deleted, long At, List<TargetPayload> Targets);

    private sealed class SubjectState
    {
        public long Revision { get; set; }

        public RegistryConfig? Config { get; private set; }

        public RegistryMode? Mode { get; private set; }

        public SortedDictionary<int, VersionState> Versions { get; } = [];

        public void Set(RegistryConfig? config, RegistryMode? mode) => (Config, Mode) = (config, mode);

        public void Hide(IEnumerable<int> versions) => Mark(versions, deleted: true);

        public void Show(IEnumerable<int> versions) => Mark(versions, deleted: false);

        private void Mark(IEnumerable<int> versions, bool deleted)
        {
            foreach (var version in versions)
            {
                Versions[version] = Versions[version] with { Deleted = deleted };
            }
        }
    }
}

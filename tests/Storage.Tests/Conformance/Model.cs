using System.Collections.Immutable;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Postgres.Connections;
using SchemaRegistry.Storage.Sqlite.Commits;

namespace SchemaRegistry.Storage.Tests.Conformance;

/// <summary>
/// What a store should do, in the plainest way: dictionaries and loops, one context, no concurrency. It answers each change as
/// a store would.
/// </summary>
internal sealed class Model
{
    private readonly Dictionary<string, Subject> _subjects = [];
    private readonly Dictionary<int, (string Text, bool Purged)> _contents = [];
    private readonly Dictionary<string, int> _claims = [];
    private int _next = 1;

    public IReadOnlyDictionary<string, Subject> Subjects => _subjects;

    public IReadOnlyDictionary<int, (string Text, bool Purged)> Contents => _contents;

    public long ScopeRevision { get; private set; }

    public bool Established { get; private set; }

    public int? IdOf(string text) => _claims.TryGetValue(text, out var id) ? id : null;

    public int TakeId() => _next++;

    public Subject Of(string name) => _subjects.GetValueOrDefault(name) ?? new Subject();

    public CommitResult Register(
        string name,
        long expected,
        int version,
        int id,
        IdSource source,
        string text,
        (string Name, int Version)[] references,
        int[] removed)
    {
        var subject = Of(name);
        if (subject.Revision != expected)
        {
            return new CommitResult(CommitStatus.Stale, subject.Revision);
        }

        if (references.Any(target => !Of(target.Name).Versions.ContainsKey(target.Version)))
        {
            return new CommitResult(CommitStatus.ReferenceMissing, subject.Revision);
        }

        var status = Put(source, id, text);
        if (status != CommitStatus.Committed)
        {
            return new CommitResult(status, subject.Revision, Id: status == CommitStatus.ContentHasOtherId ? _claims[text] : 0);
        }

        _subjects[name] = subject;
        subject.Versions.Remove(version, out var replaced);
        subject.Versions[version] = new Version(id, false, references);
        var gone = removed.Order().Where(number => number != version && IsReplaced(subject, name, number, id)).ToArray();
        foreach (var number in gone)
        {
            subject.Versions.Remove(number);
        }

        if (replaced is not null)
        {
            Purge(replaced.Id);
        }

        Established = true;
        return new CommitResult(CommitStatus.Committed, ++subject.Revision, Id: id, Removed: [.. gone]);
    }

    public CommitResult Delete(string name, long expected, int[] versions, bool permanent, bool whole)
    {
        var subject = Of(name);
        if (subject.Revision != expected || subject.Revision == 0 || versions.Any(version => !subject.Versions.ContainsKey(version)))
        {
            return new CommitResult(CommitStatus.Stale, subject.Revision);
        }

        foreach (var version in versions.Order())
        {
            if (Referrers(name, version).Any(referrer =>
                    (permanent || !Of(referrer.Name).Versions[referrer.Version].Deleted)
                    && (referrer.Name != name || (!whole && !versions.Contains(referrer.Version)))))
            {
                return new CommitResult(CommitStatus.Referenced, subject.Revision, Id: version);
            }
        }

        foreach (var version in versions.Distinct().ToList())
        {
            if (!permanent)
            {
                subject.Versions[version] = subject.Versions[version] with { Deleted = true };
                continue;
            }

            subject.Versions.Remove(version, out var removed);
            Purge(removed!.Id);
        }

        subject.Configured &= !permanent || subject.Versions.Count > 0;
        return new CommitResult(CommitStatus.Committed, ++subject.Revision);
    }

    public CommitResult Configure(string name, long expected)
    {
        var subject = Of(name);
        if (subject.Revision != expected)
        {
            return new CommitResult(CommitStatus.Stale, subject.Revision);
        }

        _subjects[name] = subject;
        subject.Configured = true;
        return new CommitResult(CommitStatus.Committed, ++subject.Revision);
    }

    public CommitResult ConfigureScope() => new(CommitStatus.Committed, ++ScopeRevision);

    public CommitResult DeleteContext()
    {
        if (_subjects.Values.Any(subject => subject.Versions.Count > 0))
        {
            return new CommitResult(CommitStatus.NotEmpty, ScopeRevision);
        }

        Established = false;
        return new CommitResult(CommitStatus.Committed, ScopeRevision);
    }

    public ImmutableArray<(string Name, int Version)> Referrers(string name, int version) =>
    [
        .. _subjects.SelectMany(pair => pair.Value.Versions
            .Where(row => row.Value.References.Contains((name, version)))
            .Select(row => (pair.Key, row.Key))),
    ];

    private CommitStatus Put(IdSource source, int id, string text)
    {
        var known = _contents.TryGetValue(id, out var content);
        switch (source)
        {
            case IdSource.Known:
                return known && !content.Purged && content.Text == text ? CommitStatus.Committed : CommitStatus.ContentGone;
            case IdSource.New when _claims.ContainsKey(text):
                return CommitStatus.ContentHasOtherId;
            case IdSource.New when known:
                return CommitStatus.ContentGone;
            case IdSource.Imported when known && content.Text != text:
                return CommitStatus.IdInUse;
        }

        _contents[id] = (text, false);
        _claims.TryAdd(text, id);
        _next = source == IdSource.Imported ? Math.Max(_next, id + 1) : _next;
        return CommitStatus.Committed;
    }

    private bool IsReplaced(Subject subject, string name, int number, int id) =>
        subject.Versions.TryGetValue(number, out var row) && row.Deleted && row.Id == id && Referrers(name, number).IsEmpty;

    private void Purge(int id)
    {
        if (_subjects.Values.Any(subject => subject.Versions.Values.Any(row => row.Id == id)))
        {
            return;
        }

        var text = _contents[id].Text;
        _contents[id] = (text, true);
        if (_claims[text] == id)
        {
            var heirs = _contents.Where(pair => pair.Value == (text, false)).Select(pair => pair.Key).Order().ToList();
            _claims.Remove(text);
            if (heirs.Count > 0)
            {
                _claims[text] = heirs[0];
            }
        }
    }

    internal sealed record Version(int Id, bool Deleted, (string Name, int Version)[] References);

    internal sealed class Subject
    {
        public long Revision { get; set; }

        public bool Configured { get; set; }

        public SortedDictionary<int, Version> Versions { get; } = [];
    }
}

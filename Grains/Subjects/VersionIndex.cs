using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>
/// Finds the versions of a subject that may hold a schema, without looking at the others, so that registering the thousandth
/// version costs what the tenth did. It only grows: contents never change, and an entry for a version that is gone costs one
/// comparison more. Used by the subject's grain only, and so by one thread at a time.
/// </summary>
internal sealed class VersionIndex
{
    private readonly HashSet<ContentHash> _hashes = [];
    private readonly Dictionary<int, List<int>> _alike = [];
    private readonly HashSet<int> _read = [];
    private readonly Dictionary<TextShape, HashSet<int>> _unread = [];
    private readonly HashSet<int> _unreadReferring = [];
    private ImmutableArray<VersionRow> _covered = [];

    /// <summary>Takes in the versions of a state. What the last one had, too, is passed over.</summary>
    public void Cover(ImmutableArray<VersionRow> versions)
    {
        if (versions == _covered)
        {
            return;
        }

        var from = 0;
        while (from < Math.Min(versions.Length, _covered.Length) && ReferenceEquals(versions[from], _covered[from]))
        {
            from++;
        }

        foreach (var row in versions.AsSpan()[from..])
        {
            _hashes.Add(row.Hash);
            if (!_read.Contains(row.Id))
            {
                SetOf(_unread, row.Shape).Add(row.Id);
                if (row.Shape.HasReferences)
                {
                    _unreadReferring.Add(row.Id);
                }
            }
        }

        _covered = versions;
    }

    public bool Has(ContentHash hash) => _hashes.Contains(hash);

    /// <summary>The ids whose contents may count as the same as a schema's; all others do not.</summary>
    public HashSet<int> FindAlike(Candidate candidate)
    {
        var (content, likeness) = (candidate.Content, candidate.Schema.Likeness);
        var ids = new HashSet<int>();
        foreach (var number in NumbersOf(likeness, content))
        {
            ids.UnionWith(_alike.GetValueOrDefault(number, []));
        }

        // What counts as the same with equal references has a text of the same length; without any it is the same as one with some.
        var shape = TextShape.Of(content);
        ids.UnionWith(_unread.GetValueOrDefault(shape, []));
        if (!shape.HasReferences)
        {
            ids.UnionWith(_unreadReferring);
        }

        return ids;
    }

    /// <summary>Remembers what tells a content apart that has been read.</summary>
    public void Learn(int id, TextShape shape, ParsedSchema schema, SchemaContent content)
    {
        if (!_read.Add(id))
        {
            return;
        }

        foreach (var number in NumbersOf(schema.Likeness, content))
        {
            ref var ids = ref CollectionsMarshal.GetValueRefOrAddDefault(_alike, number, out _);
            (ids ??= []).Add(id);
        }

        _unreadReferring.Remove(id);
        if (_unread.TryGetValue(shape, out var unread) && unread.Remove(id) && unread.Count == 0)
        {
            _unread.Remove(shape);
        }
    }

    // Metadata count as well, but for the number of the version, which may be on one side only.
    private static IEnumerable<int> NumbersOf(Likeness likeness, SchemaContent content)
    {
        var terms = HashCode.Combine(
            content.Type, content.Metadata?.WithoutProperty(Metadata.VersionProperty) ?? new Metadata(), content.RuleSet);
        yield return HashCode.Combine(likeness.AsWritten, terms);
        if (likeness.WrittenOut != likeness.AsWritten)
        {
            yield return HashCode.Combine(likeness.WrittenOut, terms);
        }
    }

    private static HashSet<int> SetOf(Dictionary<TextShape, HashSet<int>> sets, TextShape shape)
    {
        ref var set = ref CollectionsMarshal.GetValueRefOrAddDefault(sets, shape, out _);
        return set ??= [];
    }
}

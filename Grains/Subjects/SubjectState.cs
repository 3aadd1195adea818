using System.Collections.Immutable;
using SchemaRegistry.Grains.Settings;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Grains.Subjects;

/// <summary>A subject as of one revision; replaced as a whole, and only after a commit.</summary>
internal sealed record SubjectState(
    SubjectName Name, long Revision, RegistryConfig? Config, RegistryMode? Mode, ImmutableArray<VersionRow> Versions)
{
    // So many may as well be looked at one by one; most subjects have fewer.
    private const int Few = 8;

    // A version's row, with its place in the index.
    private const long VersionBytes = 256;

    /// <summary>Shared by the states that follow one another. Null while there are few versions.</summary>
    public VersionIndex? Index { get; private init; } = Versions.Length > Few ? new() : null;

    /// <summary>What it takes in memory beyond what a small subject does, in bytes.</summary>
    public long Weight => VersionBytes * Math.Max(0, Versions.Length - Few);

    public static SubjectState From(SubjectSnapshot snapshot) =>
        new(snapshot.Name, snapshot.Revision, snapshot.Config, snapshot.Mode, snapshot.Versions);

    public static SubjectState Empty(SubjectName name) => new(name, 0, null, null, []);

    /// <summary>The newest version that is not deleted.</summary>
    public VersionRow? Latest => NewestFirst(includeDeleted: false).FirstOrDefault();

    public bool HasLive => Latest is not null;

    /// <summary>Nothing is stored under the name, or nothing that is left shows.</summary>
    public bool IsVoid => Versions.IsEmpty && Config is null && Mode is null;

    /// <summary>It is no alias of another (reference 2.5).</summary>
    public bool HasNoAlias => Config?.Alias is not { Length: > 0 };

    /// <summary>Soft-deleted versions keep their numbers; that of a permanently deleted top version is given out again.</summary>
    public int LastVersion => Versions.IsEmpty ? 0 : Versions[^1].Version;

    /// <summary>The settings in force for it.</summary>
    public EffectiveSettings Under(OuterSettings outer) => outer.For(Config, Mode);

    public IEnumerable<VersionRow> NewestFirst(bool includeDeleted)
    {
        for (var i = Versions.Length - 1; i >= 0; i--)
        {
            if (includeDeleted || !Versions[i].Deleted)
            {
                yield return Versions[i];
            }
        }
    }

    public VersionRow? Find(int version)
    {
        var at = Versions.BinarySearch(new VersionRow(version, 0, default, false, 0), ByNumber);
        return at < 0 ? null : Versions[at];
    }

    /// <summary>With a version added, or in place of the one with its number.</summary>
    public SubjectState With(VersionRow row, long revision)
    {
        var at = Versions.BinarySearch(row, ByNumber);
        var versions = at < 0 ? Versions.Insert(~at, row) : Versions.SetItem(at, row);
        return this with { Revision = revision, Versions = versions, Index = Index ?? (versions.Length > Few ? new() : null) };
    }

    public SubjectState WithDeleted(ImmutableArray<int> versions, bool permanent, long revision)
    {
        var deleted = versions.ToHashSet();
        var left = permanent
            ? Versions.RemoveAll(row => deleted.Contains(row.Version))
            : [.. Versions.Select(row => deleted.Contains(row.Version) ? row with { Deleted = true } : row)];
        var isGone = permanent && left.IsEmpty;
        return this with
        {
            Revision = revision,
            Versions = left,
            Config = isGone ? null : Config,
            Mode = isGone ? null : Mode,
        };
    }

    private static readonly Comparer<VersionRow> ByNumber = Comparer<VersionRow>.Create(
        static (left, right) => left.Version.CompareTo(right.Version));
}

using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SchemaRegistry.Model;

/// <summary>
/// Facts that travel with a schema and are part of its identity: tags per path, properties, and the names of the
/// properties that are sensitive. A null member was not given; an empty one was.
/// </summary>
public sealed record Metadata(
    ImmutableSortedDictionary<string, ImmutableSortedSet<string>>? Tags = null,
    ImmutableSortedDictionary<string, string>? Properties = null,
    ImmutableSortedSet<string>? Sensitive = null)
{
    /// <summary>The property that carries a version number inside metadata (reference 6.3).</summary>
    public const string VersionProperty = "confluent:version";

    /// <summary>What a newer build has stored beside. Part of the identity, but two that differ in this alone count as equal.</summary>
    [JsonExtensionData]
    public UnknownMembers? Unknown { get; set; }

    public string? Property(string name) => Properties?.GetValueOrDefault(name);

    public Metadata WithProperty(string name, string value) =>
        this with { Properties = (Properties ?? NoProperties).SetItem(name, value) };

    public Metadata WithoutProperty(string name) =>
        this with { Properties = Properties?.Remove(name) };

    /// <summary>Joins two; the later one wins per property and per tag path, sensitive names are united.</summary>
    public static Metadata? Merge(Metadata? earlier, Metadata? later)
    {
        if (earlier is null || later is null)
        {
            return later ?? earlier;
        }

        return new Metadata(
            later.Tags is null ? earlier.Tags : (earlier.Tags ?? NoTags).SetItems(later.Tags),
            later.Properties is null ? earlier.Properties : (earlier.Properties ?? NoProperties).SetItems(later.Properties),
            later.Sensitive is null ? earlier.Sensitive : (earlier.Sensitive ?? NoNames).Union(later.Sensitive))
        {
            Unknown = UnknownMembers.Merge(earlier.Unknown, later.Unknown),
        };
    }

    public bool Equals(Metadata? other) =>
        other is not null
        && Same(Properties, other.Properties, static (a, b) => a == b)
        && Same(Tags, other.Tags, static (a, b) => a.SetEquals(b))
        && (Sensitive ?? NoNames).SetEquals(other.Sensitive ?? NoNames);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var (name, value) in Properties ?? NoProperties)
        {
            hash.Add(name, StringComparer.Ordinal);
            hash.Add(value, StringComparer.Ordinal);
        }

        return hash.ToHashCode();
    }

    private static readonly ImmutableSortedSet<string> NoNames = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, string> NoProperties =
        ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private static readonly ImmutableSortedDictionary<string, ImmutableSortedSet<string>> NoTags =
        ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    private static bool Same<T>(
        ImmutableSortedDictionary<string, T>? left, ImmutableSortedDictionary<string, T>? right, Func<T, T, bool> equal)
    {
        if (left is null || right is null)
        {
            return (left?.Count ?? 0) == (right?.Count ?? 0);
        }

        return left.Count == right.Count
            && left.All(pair => right.TryGetValue(pair.Key, out var value) && equal(pair.Value, value));
    }
}

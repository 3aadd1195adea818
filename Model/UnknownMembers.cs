using System.Text.Json;

namespace SchemaRegistry.Model;

/// <summary>
/// Members of something stored that a newer build has written and this one does not know, by name. They are kept, and written back
/// with the rest; nothing else is done with them.
/// </summary>
public sealed class UnknownMembers : Dictionary<string, JsonElement>
{
    public UnknownMembers()
        : base(StringComparer.Ordinal)
    {
    }

    private UnknownMembers(IEnumerable<KeyValuePair<string, JsonElement>> members)
        : base(members, StringComparer.Ordinal)
    {
    }

    /// <summary>Joins two; the later one wins. Null when there is nothing.</summary>
    public static UnknownMembers? Merge(UnknownMembers? earlier, UnknownMembers? later) =>
        earlier is null || later is null ? later ?? earlier : new UnknownMembers(earlier.Where(pair => !later.ContainsKey(pair.Key)).Concat(later));

    /// <summary>With a member as it was stored, or without it when that is null.</summary>
    public static UnknownMembers? With(UnknownMembers? members, string name, JsonElement? value)
    {
        var others = members?.Where(pair => pair.Key != name) ?? [];
        var kept = new UnknownMembers(value is { } given ? others.Append(new(name, given)) : others);
        return kept.Count == 0 ? null : kept;
    }

    public override bool Equals(object? obj) =>
        obj is UnknownMembers other
        && Count == other.Count
        && this.All(pair => other.TryGetValue(pair.Key, out var value) && JsonElement.DeepEquals(pair.Value, value));

    public override int GetHashCode() => Count;
}

using System.Collections.Immutable;

namespace SchemaRegistry.Model;

/// <summary>What a tag inside a schema's text is attached to. On the wire: <c>sr_record</c>, <c>sr_field</c>.</summary>
public enum EntityKind
{
    Record = 0,
    Field = 1,
}

/// <summary>The tags of one record or field inside a schema's text (reference 3.1 and 6.6).</summary>
/// <param name="Path">
/// The full name of a record, or that name, a dot and the name of a field in it: <c>com.acme.User.email</c>.
/// </param>
/// <param name="Kind">What the path names.</param>
/// <param name="Tags">In the order they stand in the text.</param>
public sealed record EntityTags(string Path, EntityKind Kind, ImmutableArray<string> Tags)
{
    public bool Equals(EntityTags? other) =>
        other is not null && Path == other.Path && Kind == other.Kind && Tags.SequenceEqual(other.Tags);

    public override int GetHashCode() => HashCode.Combine(Path, Kind, Tags.Length);
}

/// <summary>The wire names of <see cref="EntityKind"/>.</summary>
public static class EntityKindNames
{
    public static bool TryParse(string? name, out EntityKind kind)
    {
        (kind, var known) = name switch
        {
            "sr_record" or "SR_RECORD" => (EntityKind.Record, true),
            "sr_field" or "SR_FIELD" => (EntityKind.Field, true),
            _ => (default, false),
        };
        return known;
    }

    public static string WireName(this EntityKind kind) => kind == EntityKind.Record ? "sr_record" : "sr_field";
}

using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Schemas;

/// <summary>A change of inline tags (reference 6.6), applied to one entity of a schema after the other.</summary>
internal sealed class TagEdit(ImmutableArray<EntityTags> added, ImmutableArray<EntityTags> removed)
{
    private readonly ILookup<(string, EntityKind), string> _added = ByEntity(added);
    private readonly ILookup<(string, EntityKind), string> _removed = ByEntity(removed);
    private readonly HashSet<(string, EntityKind)> _met = [];

    /// <summary>The tags that an entity has from now on.</summary>
    public ImmutableArray<string> Apply(string path, EntityKind kind, ImmutableArray<string> before)
    {
        _met.Add((path, kind));
        return [.. before.Union(_added[(path, kind)]).Except(_removed[(path, kind)])];
    }

    /// <summary>The error for an entity that was never met; null when there is none.</summary>
    public SchemaError? FindMissing() =>
        added.Concat(removed).FirstOrDefault(entity => !_met.Contains((entity.Path, entity.Kind))) is { } missing
            ? new SchemaError($"No {missing.Kind.WireName()} '{missing.Path}' found in the schema to tag")
            : null;

    private static ILookup<(string, EntityKind), string> ByEntity(ImmutableArray<EntityTags> edits) => edits
        .SelectMany(edit => edit.Tags, (edit, tag) => (edit.Path, edit.Kind, Tag: tag))
        .ToLookup(edit => (edit.Path, edit.Kind), edit => edit.Tag);
}

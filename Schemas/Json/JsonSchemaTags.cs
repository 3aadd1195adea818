using System.Collections.Immutable;
using SchemaRegistry.Model;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>What the tags of an entity become.</summary>
internal delegate ImmutableArray<string> TagChange(string path, EntityKind kind, ImmutableArray<string> before);

/// <summary>
/// Walks the entities that can bear <c>confluent:tags</c> (reference 6.6). A path tells the way down: <c>object</c> and the
/// name of a property, <c>array</c>, <c>allof.0</c>, <c>not</c>. A property is a field; any other object is a record, which a
/// property with an object in it may also be called, by <c>.object</c> behind its name. A <c>$ref</c> within the text leads on
/// under the same path.
/// </summary>
internal sealed class JsonSchemaTags
{
    private const string Attribute = "confluent:tags";
    private const string Object = "object";
    private const int MaxFollowed = 1_000;
    private const int MaxFollowedDepth = 100;

    private readonly JsonTree _root;
    private readonly TagChange _change;
    private readonly bool _visitsDefinitions;
    private readonly HashSet<JsonTree> _open = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<JsonTree, ImmutableArray<string>> _after = new(ReferenceEqualityComparer.Instance);
    private int _followed;

    private JsonSchemaTags(JsonTree root, TagChange change, bool visitsDefinitions)
    {
        (_root, _change, _visitsDefinitions) = (root, change, visitsDefinitions);
        Visit(root, "", isField: false);
    }

    /// <summary>The tags of every entity that a document can contain; a definition counts where it is referred to.</summary>
    public static ImmutableArray<EntityTags> In(JsonTree tree)
    {
        var found = ImmutableArray.CreateBuilder<EntityTags>();
        var lastField = "";
        _ = new JsonSchemaTags(
            tree,
            (path, kind, tags) =>
            {
                // A property that is an object is visited twice, as field and as record; its tags count for the field.
                if (!tags.IsEmpty && !(kind == EntityKind.Record && path == Join(lastField, Object)))
                {
                    found.Add(new EntityTags(path, kind, tags));
                }

                lastField = kind == EntityKind.Field ? path : lastField;
                return tags;
            },
            visitsDefinitions: false);
        return found.ToImmutable();
    }

    /// <summary>The text with other tags. Definitions can be named too: <c>object.$defs.Address</c>.</summary>
    public static JsonTree Edited(JsonTree tree, TagChange change)
    {
        var tags = new JsonSchemaTags(tree, change, visitsDefinitions: true);
        return tags._after.Count == 0 ? tree : tags.Rebuilt(tree);
    }

    private void Visit(JsonTree schema, string path, bool isField)
    {
        if (schema.Kind != JsonKind.Object || !_open.Add(schema))
        {
            return;
        }

        var before = _after.TryGetValue(schema, out var changed) ? changed : TagsOf(schema);
        var after = isField ? _change(path, EntityKind.Field, before) : before;
        if (schema.Has("properties") || schema.Find("type", JsonKind.String)?.Text == Object)
        {
            after = _change(Join(path, Object), EntityKind.Record, after);
        }

        if (!after.SequenceEqual(before))
        {
            _after[schema] = after;
        }

        foreach (var (key, value) in schema.Members)
        {
            VisitMember(key, value, path);
        }

        _open.Remove(schema);
    }

    private void VisitMember(string key, JsonTree value, string path)
    {
        switch (key, value.Kind)
        {
            case ("properties", JsonKind.Object):
                VisitNamed(value, Join(path, Object));
                break;
            case ("definitions" or "$defs", JsonKind.Object) when _visitsDefinitions:
                VisitNamed(value, Join(Join(path, Object), key));
                break;
            case ("items", JsonKind.Object):
                Visit(value, Join(path, "array"), isField: false);
                break;
            case ("not", JsonKind.Object):
                Visit(value, Join(path, "not"), isField: false);
                break;
            case ("allOf" or "anyOf" or "oneOf", JsonKind.Array):
                for (var at = 0; at < value.Items.Length; at++)
                {
                    Visit(value.Items[at], Join(path, $"{key.ToLowerInvariant()}.{at}"), isField: false);
                }

                break;
            case ("$ref", JsonKind.String):
                Follow(value.Text, path);
                break;
        }
    }

    private void VisitNamed(JsonTree named, string path)
    {
        foreach (var (name, schema) in named.Members)
        {
            Visit(schema, Join(path, name), isField: true);
        }
    }

    // Bounded in number and depth: a few definitions that refer to each other can stand for any number of entities.
    private void Follow(string reference, string path)
    {
        if (!reference.StartsWith("#/", StringComparison.Ordinal) || _open.Count > MaxFollowedDepth || ++_followed > MaxFollowed)
        {
            return;
        }

        JsonTree? target = _root;
        foreach (var segment in JsonPointer.Segments(reference[1..]))
        {
            target = target is null ? null : JsonPointer.Step(target, segment);
        }

        if (target is not null)
        {
            Visit(target, path, isField: false);
        }
    }

    private JsonTree Rebuilt(JsonTree tree)
    {
        if (tree.Kind == JsonKind.Array)
        {
            return JsonTree.OfItems(Array.ConvertAll(tree.Items, Rebuilt));
        }

        if (tree.Kind != JsonKind.Object)
        {
            return tree;
        }

        List<KeyValuePair<string, JsonTree>> members =
            [.. tree.Members.Select(member => KeyValuePair.Create(member.Key, Rebuilt(member.Value)))];
        if (_after.TryGetValue(tree, out var tags))
        {
            members.RemoveAll(member => member.Key == Attribute);
            if (!tags.IsEmpty)
            {
                members.Add(KeyValuePair.Create(Attribute, JsonTree.OfItems([.. tags.Select(JsonTree.OfString)])));
            }
        }

        return JsonTree.OfMembers([.. members]);
    }

    private static ImmutableArray<string> TagsOf(JsonTree schema) => schema.Find(Attribute, JsonKind.Array) is { } tags
        ? [.. tags.Items.Where(tag => tag.Kind == JsonKind.String).Select(tag => tag.Text)]
        : [];

    private static string Join(string path, string step) => path.Length == 0 ? step : $"{path}.{step}";
}

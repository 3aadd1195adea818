using System.Collections.Immutable;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>What the tags of an entity become.</summary>
internal delegate ImmutableArray<string> TagChange(string path, EntityKind kind, ImmutableArray<string> before);

/// <summary>
/// Walks the entities that can bear <c>confluent:tags</c> (reference 6.6). A path tells the way down: <c>object</c> and the
/// name of a property, <c>array</c>, <c>allof.0</c>, <c>not</c>. A property is a field; any other object is a record, which a
/// property with an object in it may also be called, by <c>.object</c> behind its name.
/// </summary>
internal sealed class JsonSchemaTags(TagChange change)
{
    private const string Attribute = "confluent:tags";
    private const string Object = "object";

    public static ImmutableArray<EntityTags> In(JsonTree tree)
    {
        var found = ImmutableArray.CreateBuilder<EntityTags>();
        var lastField = "";
        new JsonSchemaTags((path, kind, tags) =>
        {
            // A property is met twice when it is an object too; its tags are those of the field.
            if (!tags.IsEmpty && !(kind == EntityKind.Record && path == Join(lastField, Object)))
            {
                found.Add(new EntityTags(path, kind, tags));
            }

            lastField = kind == EntityKind.Field ? path : lastField;
            return tags;
        }).Edit(tree);
        return found.ToImmutable();
    }

    public JsonTree Edit(JsonTree tree) => Schema(tree, "", isField: false);

    private JsonTree Schema(JsonTree schema, string path, bool isField)
    {
        if (schema.Kind != JsonKind.Object)
        {
            return schema;
        }

        var before = TagsOf(schema);
        var after = isField ? change(path, EntityKind.Field, before) : before;
        if (schema.Has("properties") || schema.Find("type", JsonKind.String)?.Text == Object)
        {
            after = change(Join(path, Object), EntityKind.Record, after);
        }

        List<KeyValuePair<string, JsonTree>> members =
            [.. schema.Members.Select(member => KeyValuePair.Create(member.Key, Member(member.Key, member.Value, path)))];
        if (!after.SequenceEqual(before))
        {
            members.RemoveAll(member => member.Key == Attribute);
            if (!after.IsEmpty)
            {
                members.Add(KeyValuePair.Create(Attribute, JsonTree.OfItems([.. after.Select(JsonTree.OfString)])));
            }
        }

        return JsonTree.OfMembers([.. members]);
    }

    private JsonTree Member(string key, JsonTree value, string path) => (key, value.Kind) switch
    {
        ("properties", JsonKind.Object) => JsonTree.OfMembers(
            [.. value.Members.Select(property => KeyValuePair.Create(
                property.Key, Schema(property.Value, Join(Join(path, Object), property.Key), isField: true)))]),
        ("items", JsonKind.Object) => Schema(value, Join(path, "array"), isField: false),
        ("not", JsonKind.Object) => Schema(value, Join(path, "not"), isField: false),
        ("allOf" or "anyOf" or "oneOf", JsonKind.Array) => JsonTree.OfItems(
            [.. value.Items.Select((branch, at) => Schema(branch, Join(path, $"{key.ToLowerInvariant()}.{at}"), isField: false))]),
        _ => value,
    };

    private static ImmutableArray<string> TagsOf(JsonTree schema) => schema.Find(Attribute, JsonKind.Array) is { } tags
        ? [.. tags.Items.Where(tag => tag.Kind == JsonKind.String).Select(tag => tag.Text)]
        : [];

    private static string Join(string path, string step) => path.Length == 0 ? step : $"{path}.{step}";
}

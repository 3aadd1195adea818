using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// The fully resolved form of a schema: each <c>$ref</c> to another text is replaced by its target. References inside one text stay. The
/// form is not written out, as it can be exponentially longer than the texts; each place in them is hashed once, however often it is referred to.
/// </summary>
internal sealed class JsonSchemaInliner
{
    private readonly record struct Form(TextHash Hash, int Height);

    private readonly Dictionary<JsonTree, Form> _known = new(ReferenceEqualityComparer.Instance);
    private readonly JsonSchemaResources _resources;
    private readonly JsonSchemaResolver _resolver;
    private readonly int _maxDepth;

    private JsonSchemaInliner(JsonSchemaResources resources, int maxDepth) =>
        (_resources, _resolver, _maxDepth) = (resources, new JsonSchemaResolver(resources), maxDepth);

    /// <summary>The hash of the form's canonical text. Null when there is no finite form, or none of that depth.</summary>
    public static TextHash? Hash(JsonSchemaResources resources, int maxDepth) =>
        new JsonSchemaInliner(resources, maxDepth).Find(resources.Root.Document, resources.Root, 0)?.Hash;

    private Form? Find(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        if (depth > _maxDepth)
        {
            return null;
        }

        if (tree.Kind is not (JsonKind.Array or JsonKind.Object))
        {
            return new Form(TextHash.Of(JsonTreeWriter.Write(tree)), 0);
        }

        if (_known.TryGetValue(tree, out var known))
        {
            return depth + known.Height > _maxDepth ? null : known;
        }

        if (Make(tree, _resources.Inside(tree, scope), depth) is not { } form)
        {
            return null;
        }

        _known.Add(tree, form);
        return form;
    }

    private Form? Make(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        if (tree.Find("$ref", JsonKind.String) is { } reference
            && _resolver.Resolve(reference.Text, scope) is { Schema: { } target, Scope: { } there }
            && !ReferenceEquals(there.Document, scope.Document))
        {
            return Find(target, there, depth + 1) is { } form ? form with { Height = form.Height + 1 } : null;
        }

        return tree.Kind == JsonKind.Array ? OfItems(tree, scope, depth) : OfMembers(tree, scope, depth);
    }

    private Form? OfItems(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        var (hash, height) = (TextHash.Of("["), 0);
        for (var i = 0; i < tree.Items.Length; i++)
        {
            if (Find(tree.Items[i], scope, depth + 1) is not { } item)
            {
                return null;
            }

            hash = hash.Then(i == 0 ? "" : ",").Then(item.Hash);
            height = Math.Max(height, item.Height + 1);
        }

        return new Form(hash.Then("]"), height);
    }

    private Form? OfMembers(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        var (hash, height) = (TextHash.Of("{"), 0);
        for (var i = 0; i < tree.Members.Length; i++)
        {
            var (name, value) = tree.Members[i];
            if (Find(value, scope, depth + 1) is not { } member)
            {
                return null;
            }

            hash = hash.Then(i == 0 ? "" : ",").Then(JsonTreeWriter.Write(JsonTree.OfString(name))).Then(":").Then(member.Hash);
            height = Math.Max(height, member.Height + 1);
        }

        return new Form(hash.Then("}"), height);
    }
}

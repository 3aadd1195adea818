using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// The fully resolved form of a schema: each <c>$ref</c> to another text is replaced by its target. References
/// inside one text stay.
/// </summary>
internal sealed class JsonSchemaInliner
{
    private readonly JsonSchemaResources _resources;
    private readonly JsonSchemaResolver _resolver;
    private readonly int _maxDepth;
    private int _left;

    private JsonSchemaInliner(JsonSchemaResources resources, ParseOptions options)
    {
        _resources = resources;
        _resolver = new JsonSchemaResolver(resources);
        _maxDepth = options.MaxDepth;
        _left = options.WorkBudget;
    }

    /// <summary>Null when there is no finite form, or none within the limits.</summary>
    public static string? Inline(JsonSchemaResources resources, ParseOptions options)
    {
        var inliner = new JsonSchemaInliner(resources, options);
        return inliner.Inline(resources.Root.Document, resources.Root, 0) is { } tree ? JsonTreeWriter.Write(tree) : null;
    }

    private JsonTree? Inline(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        if (depth > _maxDepth || --_left < 0)
        {
            return null;
        }

        scope = _resources.Inside(tree, scope);
        if (tree.Find("$ref", JsonKind.String) is { } reference
            && _resolver.Resolve(reference.Text, scope) is { Schema: { } target, Scope: { } there }
            && !ReferenceEquals(there.Document, scope.Document))
        {
            return Inline(target, there, depth + 1);
        }

        return tree.Kind switch
        {
            JsonKind.Array => InlineItems(tree, scope, depth),
            JsonKind.Object => InlineMembers(tree, scope, depth),
            _ => tree,
        };
    }

    private JsonTree? InlineItems(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        var items = new JsonTree[tree.Items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            if (Inline(tree.Items[i], scope, depth + 1) is not { } item)
            {
                return null;
            }

            items[i] = item;
        }

        return JsonTree.OfItems(items);
    }

    private JsonTree? InlineMembers(JsonTree tree, JsonSchemaScope scope, int depth)
    {
        var members = new KeyValuePair<string, JsonTree>[tree.Members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            if (Inline(tree.Members[i].Value, scope, depth + 1) is not { } value)
            {
                return null;
            }

            members[i] = new(tree.Members[i].Key, value);
        }

        return JsonTree.OfMembers(members);
    }
}

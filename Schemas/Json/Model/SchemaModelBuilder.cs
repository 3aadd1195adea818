using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json.Model;

/// <summary>
/// Makes the model of a schema: each place in the texts becomes one node, references are linked afterwards, so that neither
/// recursion nor long chains of references cost stack.
/// </summary>
internal sealed class SchemaModelBuilder
{
    private readonly record struct Link(ReferenceNode Node, JsonTree Schema, string Keyword, string Reference, JsonSchemaScope Scope);

    private readonly Dictionary<JsonTree, SchemaNode> _nodes = new(ReferenceEqualityComparer.Instance);
    private readonly List<Link> _links = [];
    private readonly JsonSchemaResources _resources;
    private readonly JsonSchemaResolver _resolver;
    private readonly SchemaPartBuilder _parts;
    private SchemaError? _broken;

    private SchemaModelBuilder(JsonSchemaResources resources)
    {
        _resources = resources;
        _resolver = new JsonSchemaResolver(resources);
        _parts = new SchemaPartBuilder(this);
    }

    public static SchemaModel Build(JsonSchemaResources resources)
    {
        var builder = new SchemaModelBuilder(resources);
        var root = builder.Node(resources.Root.Document, resources.Root);
        builder.FollowLinks();
        return new SchemaModel(root, builder._broken);
    }

    /// <summary>The node of a schema. What is no schema accepts anything.</summary>
    public SchemaNode Node(JsonTree schema, JsonSchemaScope scope)
    {
        if (_nodes.TryGetValue(schema, out var known))
        {
            return known;
        }

        scope = _resources.Inside(schema, scope);
        var node = Create(schema, scope).Describe(schema, Annotations(schema, scope));
        _nodes.Add(schema, node);
        return node;
    }

    public ReferenceNode Reference(JsonTree schema, string keyword, string reference, JsonSchemaScope scope)
    {
        var node = new ReferenceNode();
        _links.Add(new Link(node, schema, keyword, reference, scope));
        return node;
    }

    private SchemaNode Create(JsonTree schema, JsonSchemaScope scope)
    {
        if (schema.Kind != JsonKind.Object)
        {
            return schema.Kind switch
            {
                JsonKind.True => new TrueNode(),
                JsonKind.False => new FalseNode(),
                _ => new EmptyNode(),
            };
        }

        if (!scope.Draft.IsModern() && schema.Find("$ref", JsonKind.String) is { } reference)
        {
            return Reference(schema, "$ref", reference.Text, scope);
        }

        if (scope.Draft.IsModern() && schema.Find("$defs", JsonKind.Object) is { } definitions)
        {
            // Modern loaders read definitions even when nothing refers to them, and so find their broken references.
            foreach (var (_, definition) in definitions.Members)
            {
                Node(definition, scope);
            }
        }

        return _parts.Build(schema, scope);
    }

    // The list grows while it is walked: a target may hold further references.
    private void FollowLinks()
    {
        for (var i = 0; i < _links.Count; i++)
        {
            var link = _links[i];
            var target = link.Keyword switch
            {
                "$dynamicRef" => _resolver.ResolveDynamic(link.Reference, link.Scope),
                "$recursiveRef" => _resolver.ResolveRecursive(link.Reference, link.Scope),
                _ => _resolver.Resolve(link.Reference, link.Scope),
            };
            if (target.Error is { } error)
            {
                Break(link, error);
            }

            link.Node.Direct = target.Schema is null ? new UnresolvedNode(link.Reference) : Node(target.Schema, target.Scope!);
        }

        foreach (var link in _links)
        {
            if (!link.Node.Settle())
            {
                Break(link, $"'{link.Reference}' leads back to itself");
            }
        }
    }

    private void Break(Link link, string error) =>
        _broken ??= new SchemaError($"{link.Keyword}: {error}", Place(link));

    // Null inside the text of a reference: a pointer would be read as one into the schema itself.
    private string? Place(Link link) =>
        JsonPointer.Find(_resources.Root.Document, link.Schema) is { } pointer ? JsonPointer.Append(pointer, link.Keyword) : null;

    private static SchemaAnnotations Annotations(JsonTree schema, JsonSchemaScope scope)
    {
        var id = schema.Find(scope.Draft.IdKeyword(), JsonKind.String)?.Text;
        var title = schema.Find("title", JsonKind.String)?.Text;
        var description = schema.Find("description", JsonKind.String)?.Text;
        var @default = schema["default"];
        var isConnectBytes = schema.Find("connect.type", JsonKind.String)?.Text == "bytes";
        return id is null && title is null && description is null && @default is null && !isConnectBytes
            ? SchemaAnnotations.None
            : new SchemaAnnotations(id, title, description, @default, isConnectBytes);
    }
}

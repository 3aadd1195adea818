using System.Collections.Immutable;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// All schema resources one schema can see: its own text, what it embeds under an <c>$id</c>, and the texts of its
/// references, which are read only when something points at them. Nothing is ever fetched.
/// </summary>
internal sealed class JsonSchemaResources
{
    // Every reference below an $id is resolved against it, so a very long one would make parsing quadratic.
    private const int LongestUri = 4_096;

    private readonly Dictionary<JsonTree, JsonSchemaScope> _scopes = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<string, JsonSchemaScope> _byUri = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResolvedReference> _unread = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonSchemaScope?> _byName = new(StringComparer.Ordinal);
    private readonly int _maxDepth;

    public JsonSchemaResources(JsonTree root, ImmutableArray<ResolvedReference> references, int maxDepth)
    {
        _maxDepth = maxDepth;
        foreach (var reference in references)
        {
            _unread.TryAdd(reference.Name.TrimEnd('#'), reference);
        }

        Root = AddDocument(root, "", JsonSchemaDrafts.Of(root, JsonSchemaDraft.Draft7));
    }

    /// <summary>The resource of the schema itself.</summary>
    public JsonSchemaScope Root { get; }

    /// <summary>The scope that applies inside a schema: its own if it opens one, else that of its parent.</summary>
    public JsonSchemaScope Inside(JsonTree schema, JsonSchemaScope parent) => _scopes.GetValueOrDefault(schema, parent);

    /// <summary>The resource a URI reference without fragment means inside a scope, or null.</summary>
    public JsonSchemaScope? Find(string uri, JsonSchemaScope from)
    {
        if (uri.Length == 0)
        {
            return from;
        }

        var absolute = JsonSchemaUri.Resolve(from.BaseUri, uri);
        return Named(uri)
            ?? _byUri.GetValueOrDefault(absolute)
            ?? Named(absolute)
            ?? (uri.StartsWith("./", StringComparison.Ordinal) ? Named(uri[2..]) : null)
            ?? Named("./" + uri)
            ?? AmongAll(absolute);
    }

    /// <summary>The whole text of the reference of that name, or null.</summary>
    public JsonSchemaScope? Named(string name)
    {
        if (_byName.TryGetValue(name, out var known))
        {
            return known;
        }

        if (!_unread.Remove(name, out var reference))
        {
            return null;
        }

        var tree = JsonTreeReader.Read(reference.Text, _maxDepth, out _);
        var scope = tree is { IsSchema: true }
            ? AddDocument(tree, JsonSchemaUri.Resolve(Root.BaseUri, name), JsonSchemaDrafts.Of(tree, Root.Draft))
            : null;
        _byName.Add(name, scope);
        return scope;
    }

    // A reference is found by the URI that its name resolves to, or by the $id in its own text.
    private JsonSchemaScope? AmongAll(string absolute)
    {
        foreach (var name in _unread.Keys.ToArray())
        {
            Named(name);
        }

        return _byUri.GetValueOrDefault(absolute);
    }

    private JsonSchemaScope AddDocument(JsonTree root, string uri, JsonSchemaDraft draft)
    {
        var scope = new JsonSchemaScope(root, root, uri, draft);
        if (uri.Length > 0)
        {
            _byUri.TryAdd(uri, scope);
        }

        Index(root, scope);
        return _scopes.GetValueOrDefault(root, scope);
    }

    private void Index(JsonTree schema, JsonSchemaScope scope)
    {
        if (schema.Kind != JsonKind.Object)
        {
            return;
        }

        var inside = Identify(schema, scope);
        AddAnchors(schema, inside);
        foreach (var child in JsonSchemaChildren.Of(schema, scope.Draft))
        {
            Index(child, inside);
        }
    }

    private JsonSchemaScope Identify(JsonTree schema, JsonSchemaScope scope)
    {
        var isIgnored = !scope.Draft.IsModern() && schema.Has("$ref");
        if (isIgnored || schema.Find(scope.Draft.IdKeyword(), JsonKind.String) is not { } id)
        {
            return scope;
        }

        var (uri, fragment) = JsonSchemaUri.SplitFragment(id.Text);
        var inside = scope;
        if (Absolute(uri, scope) is { } absolute)
        {
            inside = new JsonSchemaScope(schema, scope.Document, absolute, scope.Draft);
            _scopes[schema] = inside;
            _byUri.TryAdd(inside.BaseUri, inside);
        }

        if (!string.IsNullOrEmpty(fragment))
        {
            inside.AddAnchor(fragment, schema);
        }

        return inside;
    }

    private static string? Absolute(string uri, JsonSchemaScope scope)
    {
        if (uri.Length is 0 or > LongestUri)
        {
            return null;
        }

        var absolute = JsonSchemaUri.Resolve(scope.BaseUri, uri);
        return absolute.Length <= LongestUri ? absolute : null;
    }

    private static void AddAnchors(JsonTree schema, JsonSchemaScope scope)
    {
        if (!scope.Draft.IsModern())
        {
            return;
        }

        if (schema.Find("$anchor", JsonKind.String) is { } anchor)
        {
            scope.AddAnchor(anchor.Text, schema);
        }

        if (schema.Find("$dynamicAnchor", JsonKind.String) is { } dynamicAnchor)
        {
            scope.AddDynamicAnchor(dynamicAnchor.Text, schema);
        }
    }
}

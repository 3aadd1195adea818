using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// A schema resource: a document, or the part of one below an <c>$id</c>. References inside it are relative to its URI, and
/// anchors are names inside it.
/// </summary>
internal sealed class JsonSchemaScope(JsonTree root, JsonTree document, string baseUri, JsonSchemaDraft draft)
{
    private readonly Dictionary<string, JsonTree> _anchors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonTree> _dynamicAnchors = new(StringComparer.Ordinal);

    public JsonTree Root { get; } = root;

    /// <summary>The root of the text this resource is written in.</summary>
    public JsonTree Document { get; } = document;

    /// <summary>Without fragment; empty when the document has no URI.</summary>
    public string BaseUri { get; } = baseUri;

    public JsonSchemaDraft Draft { get; } = draft;

    public void AddAnchor(string name, JsonTree schema) => _anchors.TryAdd(name, schema);

    public void AddDynamicAnchor(string name, JsonTree schema) => _dynamicAnchors.TryAdd(name, schema);

    public JsonTree? Anchor(string name) => _anchors.GetValueOrDefault(name) ?? DynamicAnchor(name);

    public JsonTree? DynamicAnchor(string name) => _dynamicAnchors.GetValueOrDefault(name);
}

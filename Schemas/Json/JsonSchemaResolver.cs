using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>What a reference points at: a schema and the scope it stands in, or why it points at nothing.</summary>
internal readonly record struct ResolvedTarget(JsonTree? Schema, JsonSchemaScope? Scope, string? Error)
{
    public static ResolvedTarget Fail(string error) => new(null, null, error);
}

/// <summary>Follows <c>$ref</c>, <c>$dynamicRef</c> and <c>$recursiveRef</c> to the schema they mean.</summary>
internal sealed class JsonSchemaResolver(JsonSchemaResources resources)
{
    // A $ref to a meta-schema counts as one to "true", which accepts any value: meta-schemas are not compared.
    private static readonly JsonTree MetaSchema = JsonTree.Of(JsonKind.True);

    public ResolvedTarget Resolve(string reference, JsonSchemaScope from)
    {
        if (reference.Length > 0 && reference[0] != '#' && resources.Named(reference) is { } whole)
        {
            return new ResolvedTarget(whole.Root, whole, null);
        }

        var (uri, fragment) = JsonSchemaUri.SplitFragment(reference);
        if (resources.Find(uri, from) is { } scope)
        {
            return ResolveFragment(reference, fragment ?? "", scope);
        }

        var absolute = JsonSchemaUri.Resolve(from.BaseUri, uri);
        if (JsonSchemaDrafts.ByUri(absolute) is not null)
        {
            return new ResolvedTarget(MetaSchema, from, null);
        }

        return ResolvedTarget.Fail(JsonSchemaUri.IsHttp(absolute)
            ? $"Cannot resolve '{reference}': Remote schema reference fetching over HTTP(S) is disabled"
            : $"Cannot resolve '{reference}': no reference of the schema has that name");
    }

    /// <summary>
    /// A dynamic reference means the outermost resource that has the anchor. Resolution starts at the root of the schema, so that is
    /// the root resource if it has the anchor, else the one that the reference names.
    /// </summary>
    public ResolvedTarget ResolveDynamic(string reference, JsonSchemaScope from)
    {
        var target = Resolve(reference, from);
        var anchor = target.Schema?.Find("$dynamicAnchor", JsonKind.String)?.Text;
        return anchor is not null
            && reference.EndsWith("#" + anchor, StringComparison.Ordinal)
            && resources.Root.DynamicAnchor(anchor) is { } outermost
                ? new ResolvedTarget(outermost, resources.Root, null)
                : target;
    }

    /// <summary>The 2019-09 form of the same: only <c>#</c> can be meant.</summary>
    public ResolvedTarget ResolveRecursive(string reference, JsonSchemaScope from)
    {
        var target = Resolve(reference, from);
        return IsRecursiveAnchor(target.Schema) && IsRecursiveAnchor(resources.Root.Root)
            ? new ResolvedTarget(resources.Root.Root, resources.Root, null)
            : target;
    }

    private static bool IsRecursiveAnchor(JsonTree? schema) => schema?["$recursiveAnchor"]?.Kind == JsonKind.True;

    private ResolvedTarget ResolveFragment(string reference, string fragment, JsonSchemaScope scope)
    {
        if (fragment.Length == 0)
        {
            return new ResolvedTarget(scope.Root, scope, null);
        }

        var target = fragment[0] != '/'
            ? Anchor(Uri.UnescapeDataString(fragment), scope)
            : Pointer(fragment, scope.Root, scope) ?? Pointer(fragment, scope.Document, scope);
        if (target is not { } found)
        {
            return ResolvedTarget.Fail($"Cannot resolve '{reference}': nothing stands there");
        }

        return found.Schema is { IsSchema: true }
            ? found
            : ResolvedTarget.Fail($"Cannot resolve '{reference}': what stands there is no schema");
    }

    private ResolvedTarget? Anchor(string name, JsonSchemaScope scope) =>
        scope.Anchor(name) is { } schema ? new ResolvedTarget(schema, resources.Inside(schema, scope), null) : null;

    private ResolvedTarget? Pointer(string fragment, JsonTree root, JsonSchemaScope scope)
    {
        var at = root;
        foreach (var segment in JsonPointer.Segments(fragment))
        {
            if (JsonPointer.Step(at, segment) is not { } next)
            {
                return null;
            }

            at = next;
            scope = resources.Inside(at, scope);
        }

        return new ResolvedTarget(at, scope, null);
    }
}

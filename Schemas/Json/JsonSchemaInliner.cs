using System.Runtime.CompilerServices;
using SchemaRegistry.Schemas.Json.Syntax;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// The fully resolved form of a schema: each <c>$ref</c> to another text is replaced by its target. References inside one text stay. The
/// form is not written out, as it can be exponentially longer than the texts; each place in them is hashed once, however often it is
/// referred to, unless it means something else there.
/// </summary>
internal sealed class JsonSchemaInliner
{
    private readonly record struct Form(TextHash Hash, int Height);

    // Pointers lead to the places of a text from any resource in it, and what a place refers to depends on that. What is looked at again for
    // it is bounded, as there may be many of both.
    private const int MostAgain = 1 << 20;

    private readonly Dictionary<JsonTree, (JsonSchemaScope Scope, Form Form)> _known = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Place, Form> _knownAgain = [];
    private readonly JsonSchemaResources _resources;
    private readonly JsonSchemaResolver _resolver;
    private readonly int _maxDepth;
    private int _again;

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

        var place = new Place(tree, _resources.Inside(tree, scope));
        if (Known(place) is { } known)
        {
            return depth + known.Height > _maxDepth ? null : known;
        }

        if (IsTooOften(tree) || Make(tree, place.Scope, depth) is not { } form)
        {
            return null;
        }

        if (!_known.TryAdd(tree, (place.Scope, form)))
        {
            _knownAgain.Add(place, form);
        }

        return form;
    }

    private Form? Known(Place place) => !_known.TryGetValue(place.Tree, out var first) ? null
        : first.Scope == place.Scope ? first.Form
        : _knownAgain.TryGetValue(place, out var other) ? other
        : null;

    private bool IsTooOften(JsonTree tree) =>
        _known.ContainsKey(tree) && (_again += 1 + (tree.Kind == JsonKind.Array ? tree.Items.Length : tree.Members.Length)) > MostAgain;

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

    private readonly record struct Place(JsonTree Tree, JsonSchemaScope Scope)
    {
        public bool Equals(Place other) => ReferenceEquals(Tree, other.Tree) && ReferenceEquals(Scope, other.Scope);

        public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Tree), RuntimeHelpers.GetHashCode(Scope));
    }
}

using System.Collections.Immutable;

namespace SchemaRegistry.Schemas.Avro;

/// <summary>
/// Turns JSON into types as Avro Java 1.12 does: a name may be used before it is defined, and may be defined twice if
/// both definitions are equal. After the first error every method returns null.
/// </summary>
internal sealed partial class AvroParser(ParseOptions options, NamedTypes types)
{
    /// <summary>Attributes that are no properties, whatever they hold.</summary>
    private static readonly ImmutableArray<string> Reserved =
        ["type", "name", "namespace", "doc", "fields", "items", "values", "symbols", "size", "aliases"];

    private readonly JsonPath _path = new();
    private SchemaError? _error;

    /// <summary>Reads a whole text. What it defines is added to the known types even when it fails.</summary>
    public (AvroType? Type, SchemaError? Error) Parse(string text)
    {
        // A printed text can have more parts than the one it was read from, and must be read again.
        var budget = options.Strict ? options.WorkBudget : (int)Math.Min(2L * options.WorkBudget, int.MaxValue);
        var (json, error) = JsonTextReader.Read(text, options.MaxDepth, budget);
        if (json is null)
        {
            return (null, error);
        }

        var type = ParseType(json, space: null);
        if (_error is null)
        {
            type = Link(type!);
        }

        return _error is null ? (type, null) : (null, _error);
    }

    private AvroType? ParseType(JsonValue json, string? space) => json.Kind switch
    {
        JsonKind.String => Find(json.Text, space),
        JsonKind.Object => ParseObject(json, space),
        JsonKind.Array => ParseUnion(json, space),
        _ => Fail($"Schema not yet supported: {JsonPrinter.Excerpt(json)}"),
    };

    private AvroType? ParseObject(JsonValue json, string? space)
    {
        var type = json.TextOf("type");
        if (type is not null && AvroKindNames.TryParsePrimitive(type, out var kind))
        {
            return new PrimitiveType(kind, Props(json, Reserved));
        }

        return type switch
        {
            null => Fail($"No type: {JsonPrinter.Excerpt(json)}"),
            "record" => ParseRecord(json, space, isError: false),
            "error" => ParseRecord(json, space, isError: true),
            "enum" => ParseEnum(json, space),
            "fixed" => ParseFixed(json, space),
            "array" => ParseCollection(json, AvroKind.Array, "items", "Array has no items type", space),
            "map" => ParseCollection(json, AvroKind.Map, "values", "Map has no values type", space),
            _ => Find(type, space),
        };
    }

    private AvroType? ParseCollection(JsonValue json, AvroKind kind, string key, string missing, string? space)
    {
        if (json[key] is not { } inner)
        {
            return Fail($"{missing}: {JsonPrinter.Excerpt(json)}");
        }

        _path.Enter(key);
        var items = ParseType(inner, space);
        _path.Leave();
        if (_error is not null)
        {
            return null;
        }

        var collection = new CollectionType(kind, items!, Props(json, Reserved));
        Hold(collection, 0, items!);
        return collection;
    }

    private UnionType? ParseUnion(JsonValue json, string? space)
    {
        var branches = new AvroType[json.Items.Length];
        for (var index = 0; index < branches.Length; index++)
        {
            _path.Enter(index);
            var branch = ParseType(json.Items[index], space);
            if (branch is { Kind: AvroKind.Union })
            {
                Fail($"Nested union: {JsonPrinter.Excerpt(json)}");
            }

            if (_error is not null)
            {
                return null;
            }

            _path.Leave();
            branches[index] = branch!;
        }

        var union = new UnionType(branches);
        for (var index = 0; index < branches.Length; index++)
        {
            Hold(union, index, branches[index]);
        }

        return CheckBranches(union) ? union : null;
    }

    private bool CheckBranches(UnionType union)
    {
        var names = union.Branches.Length > 2 ? new HashSet<string>(union.Branches.Length, StringComparer.Ordinal) : null;
        for (var index = 0; index < union.Branches.Length; index++)
        {
            var branch = union.Branches[index];
            var isNew = names?.Add(branch.BranchName) ?? (index == 0 || branch.BranchName != union.Branches[0].BranchName);
            if (!isNew)
            {
                Fail($"Duplicate in union:{branch.BranchName}");
                return false;
            }
        }

        return true;
    }

    private AvroType Find(string name, string? space)
    {
        if (AvroKindNames.TryParsePrimitive(name, out var kind))
        {
            return new PrimitiveType(kind, []);
        }

        var full = space is null || name.Contains('.', StringComparison.Ordinal) ? name : space + "." + name;
        return types.Find(full) ?? types.Find(name) ?? (AvroType)new ForwardType(full, name);
    }

    private static ImmutableArray<JsonMember> Props(JsonValue json, ImmutableArray<string> reserved)
    {
        ImmutableArray<JsonMember>.Builder? props = null;
        foreach (var member in json.Members)
        {
            if (!reserved.Contains(member.Key))
            {
                (props ??= ImmutableArray.CreateBuilder<JsonMember>()).Add(member);
            }
        }

        return props?.ToImmutable() ?? [];
    }

    private AvroType? Fail(string message)
    {
        _error ??= new SchemaError(message, _path.Pointer());
        return null;
    }
}

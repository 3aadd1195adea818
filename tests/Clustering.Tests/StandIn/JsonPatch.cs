using System.Text.Json.Nodes;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>RFC 6902 for objects, and RFC 7386, as the API server applies them.</summary>
internal static class JsonPatch
{
    /// <returns>Null when an operation cannot be applied; then the target is as it was.</returns>
    public static JsonObject? Apply(JsonObject target, JsonArray operations)
    {
        var result = target.DeepClone().AsObject();
        foreach (var operation in operations)
        {
            var path = (string)operation!["path"]!;
            if (!path.StartsWith('/'))
            {
                return null;
            }

            var steps = path.Split('/').Skip(1).Select(step => step.Replace("~1", "/").Replace("~0", "~")).ToArray();
            if (!Apply(result, (string)operation["op"]!, steps, operation["value"]))
            {
                return null;
            }
        }

        return result;
    }

    public static JsonObject Merge(JsonObject target, JsonObject patch)
    {
        var result = target.DeepClone().AsObject();
        MergeInto(result, patch);
        return result;
    }

    private static void MergeInto(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            if (value is null)
            {
                target.Remove(name);
            }
            else if (value is JsonObject inner && target[name] is JsonObject present)
            {
                MergeInto(present, inner);
            }
            else
            {
                target[name] = value.DeepClone();
            }
        }
    }

    private static bool Apply(JsonObject root, string operation, string[] steps, JsonNode? value)
    {
        var parent = root;
        foreach (var step in steps[..^1])
        {
            if (parent[step] is not JsonObject next)
            {
                return false;
            }

            parent = next;
        }

        var name = steps[^1];
        switch (operation)
        {
            case "test":
                return JsonNode.DeepEquals(parent[name], value);
            case "remove":
                return parent.Remove(name);
            case "replace" when !parent.ContainsKey(name):
            case "add" or "replace" when value is null:
                return false;
            case "add" or "replace":
                parent[name] = value?.DeepClone();
                return true;
            default:
                return false;
        }
    }
}

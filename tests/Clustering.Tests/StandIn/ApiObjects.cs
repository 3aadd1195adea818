using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>The objects of an API server: names, uids, resource versions, validation, owners, and what watches tell.</summary>
internal sealed partial class ApiObjects
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<(long Version, string Kind, string Type, JsonObject Object)> _events = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _version = 100;

    public ApiAnswer Create(string kind, string space, JsonObject body)
    {
        lock (_lock)
        {
            var metadata = body["metadata"]!.AsObject();
            var name = (string)metadata["name"]!;
            if (_objects.ContainsKey(Key(kind, space, name)))
            {
                return ApiAnswer.Error(409, "AlreadyExists", $"{kind} \"{name}\" already exists");
            }

            metadata["uid"] = Guid.NewGuid().ToString();
            metadata["namespace"] = space;
            return Store(kind, space, name, body, "ADDED", 201);
        }
    }

    public ApiAnswer Read(string kind, string space, string name)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(Key(kind, space, name), out var found) ? ApiAnswer.Object(Copy(found)) : Missing(kind, name);
        }
    }

    public ApiAnswer List(string kind, string space, string? selector)
    {
        lock (_lock)
        {
            var items = _objects
                .Where(entry => entry.Key.StartsWith(Key(kind, space, ""), StringComparison.Ordinal) && Matches(entry.Value, selector))
                .Select(entry => (JsonNode)Copy(entry.Value));
            return ApiAnswer.Object(new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_version) },
                ["items"] = new JsonArray([.. items]),
            });
        }
    }

    public ApiAnswer Patch(string kind, string space, string name, string contentType, JsonNode patch)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(Key(kind, space, name), out var present))
            {
                return Missing(kind, name);
            }

            JsonObject? result;
            if (contentType.StartsWith("application/json-patch+json", StringComparison.Ordinal))
            {
                result = JsonPatch.Apply(present, patch.AsArray());
            }
            else if (contentType.StartsWith("application/merge-patch+json", StringComparison.Ordinal))
            {
                result = Copy(present);
                JsonPatch.Merge(result, patch.AsObject());
            }
            else
            {
                return ApiAnswer.Error(415, "UnsupportedMediaType", contentType);
            }

            return result is null
                ? ApiAnswer.Error(422, "Invalid", "the server rejected our request due to an error in our request")
                : Store(kind, space, name, result, "MODIFIED", 200);
        }
    }

    public ApiAnswer Delete(string kind, string space, string name)
    {
        lock (_lock)
        {
            if (!_objects.Remove(Key(kind, space, name), out var deleted))
            {
                return Missing(kind, name);
            }

            deleted["metadata"]!["resourceVersion"] = Text(++_version);
            Tell(kind, "DELETED", deleted);
            var uid = (string)deleted["metadata"]!["uid"]!;
            foreach (var owned in _objects.Where(entry => IsOwnedBy(entry.Value, uid)).Select(entry => entry.Key).ToList())
            {
                _objects.Remove(owned);
            }

            return ApiAnswer.Object(new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
        }
    }

    /// <summary>Events after a resource version, and a task that ends when there may be more.</summary>
    public (List<(long Version, JsonObject Event)> Events, Task Changed) Events(string kind, string space, string? selector, long after)
    {
        lock (_lock)
        {
            var events = _events
                .Where(entry => entry.Version > after && entry.Kind == $"{kind}/{space}" && Matches(entry.Object, selector))
                .Select(entry => (entry.Version, new JsonObject { ["type"] = entry.Type, ["object"] = Copy(entry.Object) }))
                .ToList();
            return (events, _changed.Task);
        }
    }

    private ApiAnswer Store(string kind, string space, string name, JsonObject body, string change, int status)
    {
        if (Invalid(kind, body) is { } message)
        {
            return ApiAnswer.Error(422, "Invalid", message);
        }

        body["metadata"]!["resourceVersion"] = Text(++_version);
        _objects[Key(kind, space, name)] = body;
        Tell(kind, change, body);
        return ApiAnswer.Object(Copy(body), status);
    }

    private void Tell(string kind, string change, JsonObject body)
    {
        _events.Add((_version, $"{kind}/{(string)body["metadata"]!["namespace"]!}", change, Copy(body)));
        var changed = _changed;
        _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        changed.SetResult();
    }

    private static string? Invalid(string kind, JsonObject body)
    {
        var name = (string)body["metadata"]!["name"]!;
        if (!Name().IsMatch(name) || name.Length > 253)
        {
            return $"metadata.name: Invalid value: \"{name}\"";
        }

        if (body["metadata"]!["labels"] is JsonObject labels && labels.Any(label => !LabelValue().IsMatch((string)label.Value!)))
        {
            return "metadata.labels: Invalid value";
        }

        if (kind == "leases" && (string?)body["spec"]?["renewTime"] is { } time && !MicroTime().IsMatch(time))
        {
            return $"spec.renewTime: Invalid value: \"{time}\"";
        }

        if (body["data"] is JsonObject data)
        {
            if (data.Any(entry => !DataKey().IsMatch(entry.Key)))
            {
                return "data: Invalid key";
            }

            if (data.Sum(entry => entry.Key.Length + ((string)entry.Value!).Length) > 1 << 20)
            {
                return "[]: Too long: must have at most 1048576 bytes";
            }
        }

        return null;
    }

    private static bool Matches(JsonObject body, string? selector) =>
        string.IsNullOrEmpty(selector)
        || selector.Split(',').All(term => (string?)body["metadata"]!["labels"]?[term.Split('=')[0]] == term.Split('=')[1]);

    private static bool IsOwnedBy(JsonObject body, string uid) =>
        body["metadata"]!["ownerReferences"] is JsonArray owners && owners.Any(owner => (string?)owner!["uid"] == uid);

    private static ApiAnswer Missing(string kind, string name) => ApiAnswer.Error(404, "NotFound", $"{kind} \"{name}\" not found");

    private static JsonObject Copy(JsonObject body) => body.DeepClone().AsObject();

    private static string Key(string kind, string space, string name) => $"{kind}/{space}/{name}";

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Name();

    [GeneratedRegex("^(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex("^[-._a-zA-Z0-9]{1,253}$")]
    private static partial Regex DataKey();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{6}(Z|[+-]\d\d:\d\d)$")]
    private static partial Regex MicroTime();
}

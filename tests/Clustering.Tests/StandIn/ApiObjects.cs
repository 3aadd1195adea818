using System.Globalization;
using System.Text.Json.Nodes;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>The objects of an API server: names, uids, resource versions, preconditions, owners, and what watches are told.</summary>
internal sealed class ApiObjects
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly ApiEvents _events = new();
    private long _version = 100;

    public ApiAnswer Create(string kind, string space, JsonObject body)
    {
        lock (_lock)
        {
            if (body["metadata"] is not JsonObject metadata || (string?)metadata["name"] is not { Length: > 0 } name)
            {
                return ApiAnswer.Error(422, "Invalid", "metadata.name: Required value: name or generateName is required");
            }

            if ((string?)metadata["namespace"] is { } named && named != space)
            {
                return ApiAnswer.Error(400, "BadRequest", "the namespace of the provided object does not match the namespace sent on the request");
            }

            if (metadata["resourceVersion"] is not null)
            {
                return ApiAnswer.Error(500, "InternalError", "resourceVersion should not be set on objects to be created");
            }

            if (ApiRules.Undecodable(kind, body) is { } reason)
            {
                return ApiAnswer.Error(400, "BadRequest", reason);
            }

            if (_objects.ContainsKey(Key(kind, space, name)))
            {
                return ApiAnswer.Error(409, "AlreadyExists", $"{kind} \"{name}\" already exists");
            }

            Found(metadata, space);
            return Store(kind, space, name, null, body);
        }
    }

    public ApiAnswer Read(string kind, string space, string name)
    {
        lock (_lock)
        {
            return _objects.TryGetValue(Key(kind, space, name), out var found) ? ApiAnswer.Object(Copy(found)) : Missing(kind, name);
        }
    }

    public ApiAnswer List(string kind, string space, ApiSelector selector = default)
    {
        lock (_lock)
        {
            var items = new JsonArray();
            foreach (var (key, found) in _objects)
            {
                if (key.StartsWith(Key(kind, space, ""), StringComparison.Ordinal) && selector.Matches(found))
                {
                    // The API server states kind and version once per list, not in each item.
                    var item = Copy(found);
                    item.Remove("kind");
                    item.Remove("apiVersion");
                    items.Add((JsonNode)item);
                }
            }

            return ApiAnswer.Object(new JsonObject
            {
                ["kind"] = "List",
                ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject { ["resourceVersion"] = Text(_version) },
                ["items"] = items,
            });
        }
    }

    public ApiAnswer Patch(string kind, string space, string name, string contentType, JsonNode patch)
    {
        lock (_lock)
        {
            var isJsonPatch = contentType.Split(';')[0] == "application/json-patch+json";
            if (!isJsonPatch && contentType.Split(';')[0] != "application/merge-patch+json")
            {
                return ApiAnswer.Error(415, "UnsupportedMediaType", "the body of the request was in an unknown format");
            }

            if (isJsonPatch ? patch is not JsonArray : patch is not JsonObject)
            {
                return ApiAnswer.Error(400, "BadRequest", "error decoding patch");
            }

            if (!_objects.TryGetValue(Key(kind, space, name), out var present))
            {
                return Missing(kind, name);
            }

            var result = isJsonPatch ? JsonPatch.Apply(present, patch.AsArray()) : JsonPatch.Merge(present, patch.AsObject());
            if (result is null)
            {
                return ApiAnswer.Error(422, "Invalid", "the server rejected our request due to an error in our request");
            }

            return ApiRules.Undecodable(kind, result) is { } reason
                ? ApiAnswer.Error(422, "Invalid", $"patch: Invalid value: {reason}")
                : Replace(kind, space, name, present, result);
        }
    }

    public ApiAnswer Delete(string kind, string space, string name, JsonObject? options = null)
    {
        lock (_lock)
        {
            if (!_objects.TryGetValue(Key(kind, space, name), out var present))
            {
                return Missing(kind, name);
            }

            foreach (var field in (string[])["uid", "resourceVersion"])
            {
                if ((string?)options?["preconditions"]?[field] is { } expected && expected != (string?)present["metadata"]![field])
                {
                    return ApiAnswer.Error(409, "Conflict", $"Precondition failed: {field} in precondition: {expected}");
                }
            }

            Remove(kind, space, name, present);
            return ApiAnswer.Object(new JsonObject { ["kind"] = "Status", ["apiVersion"] = "v1", ["status"] = "Success" });
        }
    }

    /// <summary>Makes an object be as it was before, as a restored backup does, which nobody is told.</summary>
    public void Restore(string kind, string space, JsonObject body)
    {
        lock (_lock)
        {
            _objects[Key(kind, space, (string)body["metadata"]!["name"]!)] = Copy(body);
        }
    }

    /// <summary>Forgets the events until now: a watch that would begin before has to be told that it is too late.</summary>
    public void Compact()
    {
        lock (_lock)
        {
            _events.Compact(++_version);
        }
    }

    /// <inheritdoc cref="ApiEvents.After"/>
    public (List<(long Version, JsonObject Event)>? Events, Task Changed) Events(string kind, string space, ApiSelector selector, long after)
    {
        lock (_lock)
        {
            return _events.After($"{kind}/{space}", selector, after);
        }
    }

    private ApiAnswer Replace(string kind, string space, string name, JsonObject present, JsonObject result)
    {
        var (before, after) = (present["metadata"]!, result["metadata"]!);
        if ((string?)after["name"] != name)
        {
            return ApiAnswer.Error(400, "BadRequest", "the name of the object does not match the name on the URL");
        }

        foreach (var field in (string[])["uid", "resourceVersion"])
        {
            if (!JsonNode.DeepEquals(after[field], before[field]))
            {
                return ApiAnswer.Error(409, "Conflict", $"Operation cannot be fulfilled on {kind} \"{name}\": the object has been modified");
            }
        }

        return Store(kind, space, name, present, result);
    }

    private ApiAnswer Store(string kind, string space, string name, JsonObject? present, JsonObject body)
    {
        ApiRules.Normalize(body);
        if (ApiRules.Invalid(kind, body) is { } message)
        {
            return ApiAnswer.Error(422, "Invalid", message);
        }

        if (present is not null && JsonNode.DeepEquals(present, body))
        {
            return ApiAnswer.Object(Copy(present));
        }

        body["metadata"]!["resourceVersion"] = Text(++_version);
        _objects[Key(kind, space, name)] = body;
        _events.Add(_version, $"{kind}/{space}", present, Copy(body));
        return ApiAnswer.Object(Copy(body), present is null ? 201 : 200);
    }

    private void Remove(string kind, string space, string name, JsonObject present)
    {
        _objects.Remove(Key(kind, space, name));
        var last = Copy(present);
        last["metadata"]!["resourceVersion"] = Text(++_version);
        _events.Add(_version, $"{kind}/{space}", last, null);
        var uid = (string)present["metadata"]!["uid"]!;
        foreach (var (key, owned) in _objects.Where(entry => IsOwnedBy(entry.Value, uid)).ToList())
        {
            var steps = key.Split('/');
            Remove(steps[0], steps[1], steps[2], owned);
        }
    }

    private static void Found(JsonObject metadata, string space)
    {
        metadata["uid"] = Guid.NewGuid().ToString();
        metadata["namespace"] = space;
        metadata["creationTimestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        metadata["managedFields"] = new JsonArray(new JsonObject { ["manager"] = "stand-in", ["operation"] = "Update", ["fieldsType"] = "FieldsV1" });
    }

    private static bool IsOwnedBy(JsonObject body, string uid) =>
        body["metadata"]!["ownerReferences"] is JsonArray owners && owners.Any(owner => (string?)owner!["uid"] == uid);

    private static ApiAnswer Missing(string kind, string name) => ApiAnswer.Error(404, "NotFound", $"{kind} \"{name}\" not found");

    private static JsonObject Copy(JsonObject body) => body.DeepClone().AsObject();

    private static string Key(string kind, string space, string name) => $"{kind}/{space}/{name}";

    private static string Text(long version) => version.ToString(CultureInfo.InvariantCulture);
}

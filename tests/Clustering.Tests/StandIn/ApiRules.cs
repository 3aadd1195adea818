using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>What an API server takes for an object of its kind, and in what form it keeps it.</summary>
internal static partial class ApiRules
{
    private const int LongestName = 253;
    private const int MostData = 1 << 20;

    /// <returns>Why the JSON is not an object of that kind at all, which a server finds before it validates anything.</returns>
    public static string? Undecodable(string kind, JsonObject body)
    {
        if (body["spec"] is JsonObject spec && kind == "leases")
        {
            foreach (var field in (string[])["renewTime", "acquireTime"])
            {
                if (spec[field] is { } time && !MicroTime().IsMatch(time.ToString()))
                {
                    return $"parsing time \"{time}\" as \"2006-01-02T15:04:05.000000Z07:00\"";
                }
            }
        }

        return body["data"] is JsonObject data && data.Any(entry => entry.Value?.GetValueKind() != JsonValueKind.String)
            ? "json: cannot unmarshal into Go struct field ConfigMap.data of type string"
            : null;
    }

    /// <returns>What is wrong with the object, if anything is.</returns>
    public static string? Invalid(string kind, JsonObject body)
    {
        var name = (string)body["metadata"]!["name"]!;
        if (!Name().IsMatch(name) || name.Length > LongestName)
        {
            return $"metadata.name: Invalid value: \"{name}\"";
        }

        if (body["metadata"]!["labels"] is JsonObject labels && labels.Any(label => !LabelValue().IsMatch((string)label.Value!)))
        {
            return "metadata.labels: Invalid value";
        }

        if (body["metadata"]!["ownerReferences"] is JsonArray owners && owners.Any(owner => !IsOwner(owner!)))
        {
            return "metadata.ownerReferences: Required value";
        }

        return kind switch
        {
            "leases" => InvalidLease(body["spec"]),
            "configmaps" => InvalidData(body["data"] as JsonObject),
            _ => null,
        };
    }

    /// <summary>As it is kept: a map without entries and a null are left out, and a pointer into them leads nowhere.</summary>
    public static void Normalize(JsonObject body)
    {
        foreach (var (name, value) in body.ToList())
        {
            if (value is null || (value is JsonObject { Count: 0 } && name is "data" or "labels"))
            {
                body.Remove(name);
            }
            else if (value is JsonObject inner)
            {
                Normalize(inner);
            }
        }
    }

    private static string? InvalidLease(JsonNode? spec) =>
        (int?)spec?["leaseDurationSeconds"] <= 0 ? "spec.leaseDurationSeconds: Invalid value: must be greater than 0"
        : (int?)spec?["leaseTransitions"] < 0 ? "spec.leaseTransitions: Invalid value: must be greater than or equal to 0"
        : null;

    private static string? InvalidData(JsonObject? data)
    {
        if (data?.Any(entry => !DataKey().IsMatch(entry.Key) || entry.Key is "." || entry.Key.StartsWith("..", StringComparison.Ordinal)) == true)
        {
            return "data: Invalid value: a valid config key must consist of alphanumeric characters, '-', '_' or '.'";
        }

        return data?.Sum(entry => Encoding.UTF8.GetByteCount((string)entry.Value!)) > MostData
            ? $"[]: Too long: may not be more than {MostData} bytes"
            : null;
    }

    private static bool IsOwner(JsonNode owner) =>
        ((string[])["apiVersion", "kind", "name", "uid"]).All(field => !string.IsNullOrEmpty((string?)owner[field]));

    [GeneratedRegex(@"\A[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A(([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9])?\z")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"\A[-._a-zA-Z0-9]{1,253}\z")]
    private static partial Regex DataKey();

    [GeneratedRegex(@"\A\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.]\d{6}(Z|[+-]\d\d:\d\d)\z")]
    private static partial Regex MicroTime();
}

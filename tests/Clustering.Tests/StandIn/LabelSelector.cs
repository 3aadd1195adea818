using System.Text.Json.Nodes;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>Selectors of the form <c>a=b,c=d</c>.</summary>
internal static class LabelSelector
{
    public static bool Matches(JsonObject? body, string? selector) =>
        body is not null
        && (string.IsNullOrEmpty(selector) || selector.Split(',').All(term => Holds(body["metadata"]!["labels"], term.Split('='))));

    private static bool Holds(JsonNode? labels, string[] term) => (string?)labels?[term[0]] == term[1];
}

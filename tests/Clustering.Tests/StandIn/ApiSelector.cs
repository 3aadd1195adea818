using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SchemaRegistry.Clustering.Tests.StandIn;

/// <summary>Which objects a list or a watch is about: by labels, <c>a=b,c=d</c>, and by name, <c>metadata.name=x</c>.</summary>
internal readonly record struct ApiSelector(string? Labels, string? Name)
{
    private const string ByName = "metadata.name=";

    public static ApiSelector Of(IQueryCollection query) => new(query["labelSelector"].FirstOrDefault(), NameIn(query["fieldSelector"].FirstOrDefault()));

    /// <exception cref="NotSupportedException">It selects by another field.</exception>
    public static string? NameIn(string? fields) => string.IsNullOrEmpty(fields) ? null
        : fields.StartsWith(ByName, StringComparison.Ordinal) && !fields.Contains(',') ? fields[ByName.Length..]
        : throw new NotSupportedException(fields);

    public bool Matches(JsonObject? body) => body is not null && HasName(body) && HasLabels(body);

    private bool HasName(JsonObject body) => Name is null || (string?)body["metadata"]!["name"] == Name;

    private bool HasLabels(JsonObject body) =>
        string.IsNullOrEmpty(Labels) || Labels.Split(',').All(term => Holds(body["metadata"]!["labels"], term.Split('=')));

    private static bool Holds(JsonNode? labels, string[] term) => (string?)labels?[term[0]] == term[1];
}

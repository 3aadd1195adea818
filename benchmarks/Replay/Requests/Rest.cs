using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Short words for requests over REST.</summary>
internal static class Rest
{
    private static readonly JsonSerializerOptions Form = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static RestStep Get(string route, string path) => new RestStep("GET", route, path);

    public static Step Delete(string route, string path) => new RestStep("DELETE", route, path);

    public static Step Post(string route, string path, object? body) => new RestStep("POST", route, path) { Body = Json(body) };

    /// <summary>The same asked once more, by a client that has kept the first answer.</summary>
    public static IEnumerable<Step> Twice(RestStep step) =>
        [step, step with { Headers = [.. step.Headers, ("If-None-Match", "{etag:0}")] }];

    public static Step Put(string route, string path, object? body) => new RestStep("PUT", route, path) { Body = Json(body) };

    /// <summary>How a client wants its answer, mostly as it comes.</summary>
    public static IReadOnlyList<(string Name, string Value)> Asking(Dice dice) => dice.Next(8) switch
    {
        0 or 1 => [("Accept-Encoding", "gzip")],
        2 => [("Accept", "application/json"), ("Accept-Encoding", "gzip, deflate, br")],
        3 => [("Accept", dice.Pick("application/vnd.schemaregistry+json", "*/*", "text/html", "text/*;q=0.5, application/json;q=0.1"))],
        _ => [],
    };

    /// <summary>A member that is null is left out.</summary>
    public static string Json(object? body) => JsonSerializer.Serialize(body, Form);
}

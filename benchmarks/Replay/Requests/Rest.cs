using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Short words for requests over REST.</summary>
internal static class Rest
{
    private static readonly JsonSerializerOptions Form = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static Step Get(string route, string path) => new RestStep("GET", route, path);

    public static Step Delete(string route, string path) => new RestStep("DELETE", route, path);

    public static Step Post(string route, string path, object? body) => new RestStep("POST", route, path) { Body = Json(body) };

    public static Step Put(string route, string path, object? body) => new RestStep("PUT", route, path) { Body = Json(body) };

    /// <summary>A member that is null is left out.</summary>
    public static string Json(object? body) => JsonSerializer.Serialize(body, Form);
}

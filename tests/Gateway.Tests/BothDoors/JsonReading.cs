using System.Text.Json;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Short words for what an answer holds.</summary>
internal static class JsonReading
{
    public static JsonElement? Find(this JsonElement json, string member) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>Empty when it is absent.</summary>
    public static string Text(this JsonElement json, string member) => json.Find(member)?.GetString() ?? "";

    public static int Number(this JsonElement json, string member) => json.GetProperty(member).GetInt32();

    public static int[] Numbers(this JsonElement json) => [.. json.EnumerateArray().Select(item => item.GetInt32())];

    public static string[] Items(this JsonElement json, Func<JsonElement, string> read) => [.. json.EnumerateArray().Select(read)];
}

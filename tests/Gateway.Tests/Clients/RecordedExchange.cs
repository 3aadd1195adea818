using System.Text.Json.Serialization;

namespace SchemaRegistry.Gateway.Tests.Clients;

/// <summary>A request as a client library sends it, and what it reads from the answer.</summary>
/// <param name="Client">The library and the moment it sends this.</param>
/// <param name="Send">Method and target; <c>{subject}</c>, <c>{escaped}</c>, <c>{id}</c> and <c>{guid}</c> are filled in.</param>
/// <param name="Headers">Beside Host and Content-Length.</param>
/// <param name="Body">As JSON; null for none.</param>
/// <param name="Status">What it must be answered with.</param>
/// <param name="Reads">The members that the library reads; for an error, <c>error_code</c> with its value.</param>
public sealed record RecordedExchange(
    [property: JsonPropertyName("client")] string Client,
    [property: JsonPropertyName("send")] string Send,
    [property: JsonPropertyName("headers")] Dictionary<string, string> Headers,
    [property: JsonPropertyName("body")] System.Text.Json.JsonElement? Body,
    [property: JsonPropertyName("status")] int Status,
    [property: JsonPropertyName("reads")] Dictionary<string, System.Text.Json.JsonElement>? Reads)
{
    public override string ToString() => $"{Client}: {Send}";
}

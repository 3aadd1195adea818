using System.Net.Http.Headers;
using System.Text.Json;

namespace SchemaRegistry.Gateway.Tests.Http;

/// <summary>An answer, read to its end, with the questions that tests ask of it.</summary>
public sealed record Reply(int Status, string Text, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public JsonElement this[string member] => Json.GetProperty(member);

    public JsonElement this[int item] => Json[item];

    public string? MediaType => ContentHeaders.ContentType?.ToString();

    /// <summary>The member as text; null when it is absent.</summary>
    public string? Member(string name) => Json.TryGetProperty(name, out var value) ? value.ToString() : null;

    public bool Has(string member) => Json.TryGetProperty(member, out _);

    public string? Header(string name) =>
        Headers.TryGetValues(name, out var values) || ContentHeaders.TryGetValues(name, out values) ? string.Join(",", values) : null;

    public int[] Numbers => [.. Json.EnumerateArray().Select(item => item.GetInt32())];

    public string[] Names => [.. Json.EnumerateArray().Select(item => item.GetString()!)];

    public string[] Members => [.. Json.EnumerateObject().Select(member => member.Name)];

    public Reply IsOk() => Is(200);

    public Reply Is(int status)
    {
        Assert.True(Status == status, $"Expected {status}, got {Status}: {Text[..Math.Min(Text.Length, 2_000)]}");
        return this;
    }

    /// <summary>The whole body, up to the order of members.</summary>
    public void IsJson(string json)
    {
        IsOk();
        Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(json).RootElement, Json), $"Expected {json}, got {Text}");
    }

    /// <summary>An error of the protocol: its code, of which the status follows, and the start of its text.</summary>
    public void IsError(int code, string? message = null)
    {
        Is(code >= 10_000 ? code / 100 : code);
        Assert.Equal(code, this["error_code"].GetInt32());
        if (message is not null)
        {
            Assert.Equal(message, Member("message"));
        }
    }

    public void IsErrorSaying(int code, string part)
    {
        IsError(code);
        Assert.Contains(part, Member("message"), StringComparison.Ordinal);
    }
}

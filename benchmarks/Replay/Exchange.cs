using System.Text.Encodings.Web;
using System.Text.Json;

namespace SchemaRegistry.Replay;

/// <summary>A request and all that is to stay the same of its answer: one line of a recording.</summary>
/// <param name="Operation">The kind of request, such as <c>GET /subjects/{subject}</c>.</param>
/// <param name="Status">Of HTTP or gRPC.</param>
/// <param name="Headers">Of HTTP, or what gRPC says of an error.</param>
internal sealed record Exchange(int Number, string Operation, string Request, string Status, string Headers, string Body)
{
    private static readonly JsonSerializerOptions Form = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string ToLine() => JsonSerializer.Serialize(this, Form);

    public static Exchange Parse(string line) => JsonSerializer.Deserialize<Exchange>(line, Form)!;
}

/// <summary>The answer's part of an exchange.</summary>
internal sealed record Answer(string Status, string Headers, string Body);

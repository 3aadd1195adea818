using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using SchemaRegistry.Gateway.Http;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>Writes server-sent events (WHATWG HTML, 9.2). JSON of ours has no line ends, so each is one line.</summary>
internal sealed class EventWriter(PipeWriter output)
{
    private const int ReconnectMilliseconds = 1_000;

    /// <summary>How soon to come back, and after which place if nothing else arrives.</summary>
    public void Greet(string? token) => Text($"retry: {ReconnectMilliseconds}\n{(token is null ? "" : $"id: {token}\n")}\n");

    public void Change(ChangeEntry change)
    {
        Text($"id: {change.Token}\nevent: {ChangeTypeNames.Of(change.Type)}\ndata: ");
        Json(writer => ChangeJson.Write(writer, change));
        Text("\n\n");
    }

    /// <summary>Shows that the connection lives. Without data it is no event, but moves the place to come back to.</summary>
    public void Heartbeat(string token) => Text($": alive\nid: {token}\n\n");

    public void Error(RegistryError error)
    {
        Text("event: error\ndata: ");
        Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("error_code", error.Code);
            writer.WriteString("message", error.Message);
            writer.WriteEndObject();
        });
        Text("\n\n");
    }

    /// <summary>Waits while the client is slow.</summary>
    public async Task Flush(CancellationToken cancellationToken) => await output.FlushAsync(cancellationToken);

    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);

    private void Json(Action<Utf8JsonWriter> write)
    {
        using var writer = new Utf8JsonWriter(output, EncodedJson.Options);
        write(writer);
    }
}

using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using k8s.Models;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// A change of the ConfigMap as a JSON Patch (RFC 6902) that begins with its conditions. The API server applies all of it or,
/// with 422, nothing.
/// </summary>
internal sealed class TablePatch : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _json;

    public TablePatch(TableTag expected)
    {
        _json = new Utf8JsonWriter(_buffer);
        _json.WriteStartArray();
        Write("test", "/metadata/uid", expected.Uid);
        Write("test", Data(ClusterTable.VersionKey), Text(expected.Version));
    }

    public TablePatch Add(string key, string value) => Write("add", Data(key), value);

    /// <summary>Fails, and with it the whole patch, when the key is missing.</summary>
    public TablePatch Replace(string key, string value) => Write("replace", Data(key), value);

    /// <summary>Fails, and with it the whole patch, when the key is missing.</summary>
    public TablePatch Remove(string key) => Write("remove", Data(key), null);

    public TablePatch MoveTo(int version) => Replace(ClusterTable.VersionKey, Text(version));

    public V1Patch Build()
    {
        _json.WriteEndArray();
        _json.Flush();
        return new V1Patch(Encoding.UTF8.GetString(_buffer.WrittenSpan), V1Patch.PatchType.JsonPatch);
    }

    public void Dispose() => _json.Dispose();

    private TablePatch Write(string operation, string path, string? value)
    {
        _json.WriteStartObject();
        _json.WriteString("op", operation);
        _json.WriteString("path", path);
        if (value is not null)
        {
            _json.WriteString("value", value);
        }

        _json.WriteEndObject();
        return this;
    }

    // Our keys hold neither "/" nor "~", which a JSON Pointer would have to escape.
    private static string Data(string key) => $"/data/{key}";

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}

using System.Buffers;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Storage.Json;

/// <summary>The JSON of what is stored as JSON. A part that was not given is SQL null, not JSON null.</summary>
internal static class StoreJson
{
    private static readonly StoreJsonContext Context = StoreJsonContext.Default;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string? Write(ImmutableArray<SchemaReference> references) =>
        references.IsDefaultOrEmpty ? null : Serialize(references, Context.ImmutableArraySchemaReference);

    public static string? Write(Metadata? metadata) => Write(metadata, Context.Metadata);

    public static string? Write(RuleSet? rules) => Write(rules, Context.RuleSet);

    public static string? Write(RegistryConfig? config) => Write(config is null ? null : StoredConfig.Write(config), Context.RegistryConfig);

    public static string Write(RegisteredPayload payload) => Serialize(payload, Context.RegisteredPayload);

    public static string Write(DeletedPayload payload) => Serialize(payload, Context.DeletedPayload);

    public static string Write(SettingsPayload payload) => Serialize(
        payload with
        {
            Config = payload.Config is { } config ? StoredConfig.Write(config) : null,
            Removed = payload.Removed is { Config: { } removed } ? payload.Removed with { Config = StoredConfig.Write(removed) } : payload.Removed,
        },
        Context.SettingsPayload);

    public static ImmutableArray<SchemaReference> ReadReferences(string? json) =>
        json is null ? [] : Deserialize(json, Context.ImmutableArraySchemaReference);

    public static Metadata? ReadMetadata(string? json) => Read(json, Context.Metadata);

    public static RuleSet? ReadRules(string? json) => Read(json, Context.RuleSet);

    public static RegistryConfig? ReadConfig(string? json) =>
        Read(json, Context.RegistryConfig) is { } config ? StoredConfig.Read(config, json!) : null;

    /// <summary>Puts a content together from the columns it is stored in.</summary>
    public static SchemaContent ReadContent(string type, string text, string? references, string? metadata, string? rules) => new(
        SchemaTypeNames.TryParse(type, out var known) ? known : SchemaType.Unknown,
        text,
        ReadReferences(references),
        ReadMetadata(metadata),
        ReadRules(rules));

    public static RegisteredPayload ReadRegistered(string json) => Read(json, Context.RegisteredPayload)!;

    public static DeletedPayload ReadDeleted(string json) => Read(json, Context.DeletedPayload)!;

    public static SettingsPayload ReadSettings(string json) => Read(json, Context.SettingsPayload)!;

    private static string? Write<T>(T? value, JsonTypeInfo<T> type)
        where T : class => value is null ? null : Serialize(value, type);

    [return: NotNullIfNotNull(nameof(json))]
    private static T? Read<T>(string? json, JsonTypeInfo<T> type)
        where T : class => json is null ? null : Deserialize(json, type)!;

    private static string Serialize<T>(T value, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Relaxed))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static T? Deserialize<T>(string json, JsonTypeInfo<T> type)
    {
        using var bytes = new ScratchBytes(Encoding.UTF8.GetByteCount(json));
        return JsonSerializer.Deserialize(bytes.Array.AsSpan(0, Encoding.UTF8.GetBytes(json, bytes.Array)), type);
    }
}

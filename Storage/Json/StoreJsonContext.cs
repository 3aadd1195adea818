using System.Collections.Immutable;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;

namespace SchemaRegistry.Storage.Json;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    IgnoreReadOnlyProperties = true,
    Converters =
    [
        typeof(SchemaTypeConverter), typeof(RegistryModeConverter), typeof(CompatibilityLevelConverter),
        typeof(CompatibilityPolicyConverter), typeof(OrdinalSetConverter), typeof(OrdinalStringMapConverter),
        typeof(OrdinalTagMapConverter), typeof(SettingsPartConverter), typeof(LongStringConverter),
    ])]
[JsonSerializable(typeof(ImmutableArray<SchemaReference>))]
[JsonSerializable(typeof(Metadata))]
[JsonSerializable(typeof(RuleSet))]
[JsonSerializable(typeof(RegistryConfig))]
[JsonSerializable(typeof(RegisteredPayload))]
[JsonSerializable(typeof(DeletedPayload))]
[JsonSerializable(typeof(SettingsPayload))]
internal sealed partial class StoreJsonContext : JsonSerializerContext;

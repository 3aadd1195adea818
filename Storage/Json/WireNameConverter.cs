using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Commits;

namespace SchemaRegistry.Storage.Json;

/// <summary>
/// Writes an enumeration by the name it has on the wire, so that stored JSON reads like the API's. A name that only a newer build
/// knows is read as <see cref="Unknown"/>.
/// </summary>
internal abstract class WireNameConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    protected delegate bool Parser(string? name, out T value);

    protected abstract Parser Parse { get; }

    protected abstract T Unknown { get; }

    protected abstract string NameOf(T value);

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return Parse(reader.GetString(), out var value) ? value : Unknown;
        }

        reader.Skip();
        return Unknown;
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(NameOf(value));
}

internal sealed class SchemaTypeConverter : WireNameConverter<SchemaType>
{
    protected override SchemaType Unknown => SchemaType.Unknown;

    protected override Parser Parse => SchemaTypeNames.TryParse;

    protected override string NameOf(SchemaType value) => value.WireName();
}

internal sealed class RegistryModeConverter : WireNameConverter<RegistryMode>
{
    protected override RegistryMode Unknown => RegistryMode.Unknown;

    protected override Parser Parse => RegistryModeNames.TryParse;

    protected override string NameOf(RegistryMode value) => value.WireName();
}

internal sealed class CompatibilityLevelConverter : WireNameConverter<CompatibilityLevel>
{
    protected override CompatibilityLevel Unknown => CompatibilityLevel.Unknown;

    protected override Parser Parse => CompatibilityNames.TryParse;

    protected override string NameOf(CompatibilityLevel value) => value.WireName();
}

internal sealed class CompatibilityPolicyConverter : WireNameConverter<CompatibilityPolicy>
{
    protected override CompatibilityPolicy Unknown => CompatibilityPolicy.Unknown;

    protected override Parser Parse => CompatibilityNames.TryParse;

    protected override string NameOf(CompatibilityPolicy value) => value.WireName();
}

internal sealed class SettingsPartConverter : WireNameConverter<SettingsPart>
{
    protected override SettingsPart Unknown => SettingsPart.Unknown;

    protected override Parser Parse => TryParse;

    protected override string NameOf(SettingsPart value) => value == SettingsPart.Config ? "config" : "mode";

    private static bool TryParse(string? name, out SettingsPart value)
    {
        value = name == "mode" ? SettingsPart.Mode : SettingsPart.Config;
        return name is "config" or "mode";
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Json;

/// <summary>Sets that enumerate in ordinal order, which the identity of a schema rests on.</summary>
internal sealed class OrdinalSetConverter : JsonConverter<ImmutableSortedSet<string>>
{
    public override ImmutableSortedSet<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ReadSet(ref reader);

    public override void Write(Utf8JsonWriter writer, ImmutableSortedSet<string> value, JsonSerializerOptions options) =>
        WriteSet(writer, value);

    internal static ImmutableSortedSet<string> ReadSet(ref Utf8JsonReader reader)
    {
        var names = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            names.Add(reader.GetString()!);
        }

        return names.ToImmutable();
    }

    internal static void WriteSet(Utf8JsonWriter writer, ImmutableSortedSet<string> names)
    {
        writer.WriteStartArray();
        foreach (var name in names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Maps that enumerate in ordinal order of their keys; a value that is null stays null.</summary>
internal abstract class OrdinalMapConverter<T> : JsonConverter<ImmutableSortedDictionary<string, T>>
{
    protected abstract T ReadValue(ref Utf8JsonReader reader);

    protected abstract void WriteValue(Utf8JsonWriter writer, T value);

    public override ImmutableSortedDictionary<string, T> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var map = ImmutableSortedDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var key = reader.GetString()!;
            reader.Read();
            map[key] = ReadValue(ref reader);
        }

        return map.ToImmutable();
    }

    public override void Write(Utf8JsonWriter writer, ImmutableSortedDictionary<string, T> value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        foreach (var (key, item) in value)
        {
            writer.WritePropertyName(key);
            WriteValue(writer, item);
        }

        writer.WriteEndObject();
    }
}

internal sealed class OrdinalStringMapConverter : OrdinalMapConverter<string>
{
    protected override string ReadValue(ref Utf8JsonReader reader) => reader.GetText();

    protected override void WriteValue(Utf8JsonWriter writer, string value) => writer.WriteText(value);
}

internal sealed class OrdinalTagMapConverter : OrdinalMapConverter<ImmutableSortedSet<string>>
{
    protected override ImmutableSortedSet<string> ReadValue(ref Utf8JsonReader reader) => OrdinalSetConverter.ReadSet(ref reader);

    protected override void WriteValue(Utf8JsonWriter writer, ImmutableSortedSet<string> value) =>
        OrdinalSetConverter.WriteSet(writer, value);
}

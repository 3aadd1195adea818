using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Gateway.Rest.Answers;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>The JSON form of changes. What a change does not touch is left out; settings that were removed are null.</summary>
internal static class ChangeJson
{
    public static void WriteBatch(Utf8JsonWriter writer, ChangeBatch batch)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("changes");
        foreach (var change in batch.Changes)
        {
            Write(writer, change);
        }

        writer.WriteEndArray();
        writer.WriteString("token", batch.Token);
        writer.WriteBoolean("caughtUp", batch.IsCaughtUp);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, ChangeEntry change)
    {
        writer.WriteStartObject();
        writer.WriteString("token", change.Token);
        writer.WriteString("kind", ChangeTypeNames.Of(change.Type));
        writer.WriteString("context", change.Context);
        if (change.Subject is not null)
        {
            writer.WriteString("subject", change.Subject);
        }

        writer.WriteNumber("revision", change.Revision);
        WriteVersions(writer, change);
        WriteNumbers(writer, "replacedVersions", change.Replaced);
        WriteNumbers(writer, "purgedIds", change.PurgedIds);
        WriteSettings(writer, change);
        writer.WriteString("region", change.Region);
        writer.WriteNumber("ts", change.At);
        writer.WriteEndObject();
    }

    private static void WriteVersions(Utf8JsonWriter writer, ChangeEntry change)
    {
        if (change.Type != ChangeType.Registered)
        {
            WriteNumbers(writer, "versions", change.Versions);
            return;
        }

        writer.WriteNumber("version", change.Versions[0]);
        writer.WriteNumber("id", change.Id!.Value);
        writer.WriteString("guid", change.Guid!.Value);
    }

    private static void WriteSettings(Utf8JsonWriter writer, ChangeEntry change)
    {
        if (change.Type is ChangeType.Config or ChangeType.Settings)
        {
            writer.WritePropertyName("config");
            if (change.Config is { } config)
            {
                ConfigJson.WriteStored(writer, config);
            }
            else
            {
                writer.WriteNullValue();
            }
        }

        if (change.Type is ChangeType.Mode or ChangeType.Settings)
        {
            writer.WriteString("mode", change.Mode?.WireName());
        }
    }

    private static void WriteNumbers(Utf8JsonWriter writer, string name, ImmutableArray<int> numbers)
    {
        if (numbers.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var number in numbers)
        {
            writer.WriteNumberValue(number);
        }

        writer.WriteEndArray();
    }
}

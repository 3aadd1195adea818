using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>The JSON forms of schemas (reference 3.2 to 3.4). Null and empty members are left out.</summary>
internal static class SchemaJson
{
    /// <summary>The entity of a subject's version.</summary>
    public static void WriteSubjectSchema(Utf8JsonWriter writer, SubjectSchema schema)
    {
        writer.WriteStartObject();
        WriteSubjectSchemaMembers(writer, schema);
        writer.WriteEndObject();
    }

    public static void WriteSubjectSchemaMembers(Utf8JsonWriter writer, SubjectSchema schema)
    {
        writer.WriteString("subject", schema.Subject);
        writer.WriteNumber("version", schema.Version);
        writer.WriteNumber("id", schema.Id);
        writer.WriteString("guid", schema.Guid);
        WriteContent(writer, schema.Content, schema.Content.Text);
        WriteState(writer, schema.CreatedAt, schema.Deleted);
    }

    /// <summary>The answer to a registration: the same without the subject.</summary>
    public static void WriteRegistered(Utf8JsonWriter writer, SubjectSchema schema)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", schema.Id);
        writer.WriteNumber("version", schema.Version);
        writer.WriteString("guid", schema.Guid);
        WriteContent(writer, schema.Content, schema.Content.Text);
        WriteState(writer, schema.CreatedAt, schema.Deleted);
        writer.WriteEndObject();
    }

    /// <summary>The entity behind an id or a GUID; it bears no id of its own.</summary>
    public static void WriteSchemaString(Utf8JsonWriter writer, SchemaById schema, SubjectUse? shown, string text, int? maxId)
    {
        writer.WriteStartObject();
        if (shown is not null)
        {
            writer.WriteString("subject", shown.Subject);
            writer.WriteNumber("version", shown.Version);
        }

        writer.WriteString("guid", schema.Guid);
        WriteContent(writer, schema.Content, text);
        if (maxId is { } highest)
        {
            writer.WriteNumber("maxId", highest);
        }

        WriteState(writer, shown?.CreatedAt, shown?.Deleted);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, SchemaContent content, string text)
    {
        writer.WriteString("schemaType", content.Type.WireName());
        WriteReferences(writer, content.References);
        ContractJson.WriteMetadata(writer, "metadata", content.Metadata);
        ContractJson.WriteRuleSet(writer, "ruleSet", content.RuleSet);
        writer.WriteString("schema", text);
    }

    private static void WriteReferences(Utf8JsonWriter writer, ImmutableArray<SchemaReference> references)
    {
        if (references.IsEmpty)
        {
            return;
        }

        writer.WriteStartArray("references");
        foreach (var reference in references)
        {
            writer.WriteStartObject();
            writer.WriteString("name", reference.Name);
            writer.WriteString("subject", reference.Subject);
            writer.WriteNumber("version", reference.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteState(Utf8JsonWriter writer, long? createdAt, bool? deleted)
    {
        if (createdAt is { } at)
        {
            writer.WriteNumber("ts", at);
        }

        if (deleted is { } isDeleted)
        {
            writer.WriteBoolean("deleted", isDeleted);
        }
    }
}

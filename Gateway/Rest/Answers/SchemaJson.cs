using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>The JSON forms of schemas (reference 3.2 to 3.4). Null and empty members are left out.</summary>
internal static class SchemaJson
{
    /// <summary>The entity of a subject's version.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="schema">The version.</param>
    /// <param name="tags">What <c>findTags</c> found.</param>
    /// <param name="aliases">Other names of the subject, in a list that was asked for them.</param>
    public static void WriteSubjectSchema(
        Utf8JsonWriter writer, SubjectSchema schema, ImmutableArray<EntityTags> tags, ImmutableArray<string> aliases = default)
    {
        writer.WriteStartObject();
        writer.WriteString("subject", schema.Subject);
        writer.WriteNumber("version", schema.Version);
        writer.WriteNumber("id", schema.Id);
        writer.WriteString("guid", schema.Guid);
        WriteContent(writer, schema.Content);
        WriteTags(writer, tags);
        WriteState(writer, schema.CreatedAt, schema.Deleted);
        WriteAliases(writer, aliases);
        writer.WriteEndObject();
    }

    /// <summary>The answer to a registration: the same without the subject.</summary>
    public static void WriteRegistered(Utf8JsonWriter writer, SubjectSchema schema)
    {
        writer.WriteStartObject();
        writer.WriteNumber("id", schema.Id);
        writer.WriteNumber("version", schema.Version);
        writer.WriteString("guid", schema.Guid);
        WriteContent(writer, schema.Content);
        WriteState(writer, schema.CreatedAt, schema.Deleted);
        writer.WriteEndObject();
    }

    /// <summary>The entity behind an id or a GUID; it bears no id of its own.</summary>
    public static void WriteSchemaString(Utf8JsonWriter writer, FoundSchema found)
    {
        var use = found.Shown.Use;
        writer.WriteStartObject();
        if (use is not null && found.Shown.IsNamed)
        {
            writer.WriteString("subject", use.Subject);
            writer.WriteNumber("version", use.Version);
        }

        writer.WriteString("guid", found.Shown.Schema.Guid);
        WriteContent(writer, found.Content);
        WriteTags(writer, found.Tags);
        if (found.MaxId is { } highest)
        {
            writer.WriteNumber("maxId", highest);
        }

        WriteState(writer, use?.CreatedAt, use?.Deleted);
        writer.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter writer, SchemaContent content)
    {
        writer.WriteString("schemaType", content.Type.WireName());
        WriteReferences(writer, content.References);
        ContractJson.WriteMetadata(writer, "metadata", content.Metadata);
        ContractJson.WriteRuleSet(writer, "ruleSet", content.RuleSet);
        writer.WriteText("schema", content.Text);
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

    private static void WriteTags(Utf8JsonWriter writer, ImmutableArray<EntityTags> tags)
    {
        if (tags.IsDefaultOrEmpty)
        {
            return;
        }

        writer.WriteStartArray("schemaTags");
        foreach (var entity in tags)
        {
            writer.WriteStartObject();
            writer.WriteStartObject("schemaEntity");
            writer.WriteString("entityPath", entity.Path);
            writer.WriteString("entityType", entity.Kind.WireName());
            writer.WriteEndObject();
            ContractJson.WriteNames(writer, "tags", entity.Tags);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteAliases(Utf8JsonWriter writer, ImmutableArray<string> aliases)
    {
        if (!aliases.IsDefaultOrEmpty)
        {
            ContractJson.WriteNames(writer, "aliases", aliases);
        }
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

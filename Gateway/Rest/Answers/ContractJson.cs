using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Answers;

/// <summary>The JSON forms of metadata and rule sets. Null and empty members are left out.</summary>
internal static class ContractJson
{
    public static void WriteMetadata(Utf8JsonWriter writer, string name, Metadata? metadata)
    {
        if (metadata is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        if (metadata.Tags is { Count: > 0 } tags)
        {
            writer.WriteStartObject("tags");
            foreach (var (path, names) in tags)
            {
                WriteNames(writer, path, names, evenIfEmpty: true);
            }

            writer.WriteEndObject();
        }

        WritePairs(writer, "properties", metadata.Properties);
        WriteNames(writer, "sensitive", metadata.Sensitive);
        writer.WriteEndObject();
    }

    public static void WriteRuleSet(Utf8JsonWriter writer, string name, RuleSet? rules)
    {
        if (rules is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        WriteRules(writer, "migrationRules", rules.MigrationRules);
        WriteRules(writer, "domainRules", rules.DomainRules);
        WriteRules(writer, "encodingRules", rules.EncodingRules);
        WriteText(writer, "enableAt", rules.EnableAt);
        writer.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteText(name, value);
        }
    }

    private static void WriteRules(Utf8JsonWriter writer, string name, ImmutableArray<Rule>? rules)
    {
        if (rules is not { Length: > 0 } list)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var rule in list)
        {
            WriteRule(writer, rule);
        }

        writer.WriteEndArray();
    }

    private static void WriteRule(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        WriteText(writer, "name", rule.Name);
        WriteText(writer, "doc", rule.Doc);
        WriteText(writer, "kind", rule.Kind);
        WriteText(writer, "mode", rule.Mode);
        WriteText(writer, "type", rule.Type);
        WriteNames(writer, "tags", rule.Tags);
        WritePairs(writer, "params", rule.Params);
        WriteText(writer, "expr", rule.Expr);
        WriteText(writer, "onSuccess", rule.OnSuccess);
        WriteText(writer, "onFailure", rule.OnFailure);
        writer.WriteBoolean("disabled", rule.Disabled);
        writer.WriteEndObject();
    }

    private static void WritePairs(Utf8JsonWriter writer, string name, ImmutableSortedDictionary<string, string>? pairs)
    {
        if (pairs is not { Count: > 0 })
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (key, value) in pairs)
        {
            writer.WriteText(key, value);
        }

        writer.WriteEndObject();
    }

    private static void WriteNames(
        Utf8JsonWriter writer, string name, ImmutableSortedSet<string>? names, bool evenIfEmpty = false)
    {
        if (names is not null && (names.Count > 0 || evenIfEmpty))
        {
            WriteNames(writer, name, names.AsEnumerable());
        }
    }

    public static void WriteNames(Utf8JsonWriter writer, string name, IEnumerable<string> names)
    {
        writer.WriteStartArray(name);
        foreach (var item in names)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}

using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>Metadata and rule sets in request bodies (reference 3.1 and 3.6).</summary>
internal static class ContractBody
{
    public static Metadata? Metadata(BodyValue? element) => element is { } body
        ? new Metadata(
            body.Map("tags", tags => NamesOf(tags)),
            body.Map("properties", value => BodyMembers.TextOf(value, "properties")),
            body.Names("sensitive"))
        : null;

    public static RuleSet? RuleSet(BodyValue? element) => element is { } body
        ? new RuleSet(
            body.List("migrationRules", RuleOf),
            body.List("domainRules", RuleOf),
            body.List("encodingRules", RuleOf),
            OneOf(body, "enableAt", "ALL", "CLIENT", "GATEWAY", "SERVER", "NONE"))
        : null;

    private static ImmutableSortedSet<string> NamesOf(BodyValue tags) =>
        tags.Kind == JsonValueKind.Array
            ? ImmutableSortedSet.CreateRange(
                StringComparer.Ordinal, tags.Items().Select(tag => BodyMembers.TextOf(tag, "tags")))
            : throw new JsonException("\"tags\" must hold arrays of strings");

    private static Rule RuleOf(BodyValue element)
    {
        if (element.Kind != JsonValueKind.Object)
        {
            throw new JsonException("Rules must be objects");
        }

        return new Rule(
            element.Text("name"),
            element.Text("doc"),
            OneOf(element, "kind", "TRANSFORM", "CONDITION") ?? "TRANSFORM",
            OneOf(element, "mode", "WRITEREAD", "WRITE", "READ", "UPDOWN", "UPGRADE", "DOWNGRADE") ?? "WRITEREAD",
            element.Text("type"),
            element.Names("tags"),
            element.Map("params", value => BodyMembers.TextOf(value, "params")),
            element.Text("expr"),
            element.Text("onSuccess"),
            element.Text("onFailure"),
            element.Flag("disabled") ?? false);
    }

    private static string? OneOf(BodyValue element, string name, params ReadOnlySpan<string> accepted)
    {
        var text = element.Text(name);
        if (text is not null && !accepted.Contains(text))
        {
            throw new JsonException($"\"{name}\" must be one of {string.Join(", ", accepted.ToArray())}, not \"{text}\"");
        }

        return text;
    }
}

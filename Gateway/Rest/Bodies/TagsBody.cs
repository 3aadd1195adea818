using System.Text.Json;
using SchemaRegistry.Gateway.Registry.Contracts;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>Changes of inline tags in a registration, and the body of <c>POST …/tags</c> (reference 3.1 and 6.6).</summary>
internal static class TagsBody
{
    /// <summary>The changes that a registration carries along.</summary>
    public static TagEdits OfRegistration(BodyValue body) => new(
        body.List("schemaTagsToAdd", EntityOf) ?? [],
        body.List("schemaTagsToRemove", EntityOf) ?? [],
        body.Flag("propagateSchemaTags") ?? false);

    public static Outcome<TagRequest> Read(BodyValue body, int version, Caller caller)
    {
        var (rules, merged) = (ContractBody.RuleSet(body.Object("ruleSet")), ContractBody.RuleSet(body.Object("rulesToMerge")));
        foreach (var given in new[] { rules, merged })
        {
            if (given is not null && RuleSetValidation.Check(given) is { } invalid)
            {
                return RegistryErrors.InvalidRuleSet(invalid);
            }
        }

        return new TagRequest(
            version,
            body.Int("newVersion", RegisterRequest.NextVersion),
            new TagEdits(body.List("tagsToAdd", EntityOf) ?? [], body.List("tagsToRemove", EntityOf) ?? [], Propagate: false),
            ContractBody.Metadata(body.Object("metadata")),
            rules,
            merged,
            [.. body.Names("rulesToRemove") ?? []],
            caller);
    }

    private static EntityTags EntityOf(BodyValue element)
    {
        if (element.Kind != JsonValueKind.Object || element.Object("schemaEntity") is not { } entity)
        {
            throw new JsonException("Tags must come as objects with a \"schemaEntity\"");
        }

        var (path, type) = (entity.Text("entityPath"), entity.Text("entityType"));
        if (string.IsNullOrEmpty(path) || !EntityKindNames.TryParse(type, out var kind))
        {
            throw new JsonException("A \"schemaEntity\" takes an \"entityPath\" and an \"entityType\" of sr_record or sr_field");
        }

        // A leading dot means the same entity.
        return new EntityTags(
            path.StartsWith('.') ? path[1..] : path,
            kind,
            [.. element.List("tags", tag => BodyMembers.TextOf(tag, "tags")) ?? []]);
    }
}

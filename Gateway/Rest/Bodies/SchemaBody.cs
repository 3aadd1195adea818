using System.Text.Json;
using SchemaRegistry.Gateway.Registry.Contracts;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Bodies;

/// <summary>The body of a registration, lookup or check (reference 3.1).</summary>
internal sealed record SchemaBody(SubmittedSchema Schema, int Version, int Id, TagEdits Tags)
{
    public static Outcome<SchemaBody> Read(BodyValue body)
    {
        var rules = ContractBody.RuleSet(body.Object("ruleSet"));
        if (rules is not null && RuleSetValidation.Check(rules) is { } invalid)
        {
            return RegistryErrors.InvalidRuleSet(invalid);
        }

        var typeName = body.Text("schemaType");
        if (!SchemaTypeNames.TryParse(typeName, out var type))
        {
            return RegistryErrors.InvalidSchema($"Invalid schema type {typeName}");
        }

        var references = body.List("references", ReferenceOf) ?? [];
        foreach (var reference in references)
        {
            if (reference.Error is { } error)
            {
                return error;
            }
        }

        var schema = new SubmittedSchema(
            body.Text("schema"),
            type,
            [.. references.Select(reference => reference.Value!)],
            ContractBody.Metadata(body.Object("metadata")),
            rules);
        return new SchemaBody(
            schema,
            body.Int("version", RegisterRequest.NextVersion),
            body.Int("id", RegisterRequest.NoId),
            TagsBody.OfRegistration(body));
    }

    private static Outcome<SchemaReference> ReferenceOf(BodyValue element)
    {
        if (element.Kind != JsonValueKind.Object)
        {
            throw new JsonException("\"references\" must hold objects");
        }

        var (name, subject, version) = (element.Text("name"), element.Text("subject"), element.Int("version", 0));
        return ReferenceValidation.Check(name, subject, version);
    }
}

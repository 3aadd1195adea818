namespace SchemaRegistry.Replay.Requests;

/// <summary>Metadata, rules and tags, as REST writes them; null where a request goes without.</summary>
internal static class Contracts
{
    private static readonly string[] Sensitive = ["owner"];

    public static object? Metadata(Dice dice) => dice.Chance(0.8) ? null : dice.Pick<object>(
        new { properties = new { owner = dice.Pick("payments", "orders"), major = "1" } },
        new { properties = new { owner = "payments" }, sensitive = Sensitive },
        new { tags = new Dictionary<string, string[]> { ["com.acme.Record1.id"] = ["PII", "PCI"] } },
        new { });

    public static object? RuleSet(Dice dice) => dice.Chance(0.85) ? null : dice.Pick<object>(
        new { domainRules = new[] { Rule("check", "CONDITION", "CEL", "message.id != ''") } },
        new
        {
            domainRules = new[] { Rule("encrypt", "TRANSFORM", "ENCRYPT", null), Rule("check", "CONDITION", "CEL", "true") },
            migrationRules = new[] { new { name = "up", kind = "TRANSFORM", mode = "UPGRADE", type = "JSONATA", expr = "$" } },
        },
        new { domainRules = new[] { Rule("1wrong", "CONDITION", "CEL", "true") } },
        new { encodingRules = Array.Empty<object>(), enableAt = "CLIENT" });

    public static object[]? Tags(Dice dice, int family) => dice.Chance(0.85) ? null :
    [
        new
        {
            schemaEntity = dice.Pick<object>(
                new { entityPath = $"com.acme.Record{family}.id", entityType = "sr_field" },
                new { entityPath = $"com.acme.Record{family}", entityType = "sr_record" },
                new { entityPath = ".nowhere", entityType = "sr_field" }),
            tags = new[] { dice.Pick("PII", "PCI", "GDPR") },
        },
    ];

    private static object Rule(string name, string kind, string type, string? expr) => new
    {
        name,
        doc = "Of the replay",
        kind,
        mode = "WRITE",
        type,
        tags = new[] { "PII" },
        @params = new { key = "value" },
        expr,
        onFailure = "ERROR",
        disabled = false,
    };
}

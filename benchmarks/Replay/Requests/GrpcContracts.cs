using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Schemas and what goes with them as messages.</summary>
internal static class GrpcContracts
{
    public static SchemaType TypeOf(string format) => format switch
    {
        "AVRO" => SchemaType.Avro,
        "JSON" => SchemaType.Json,
        _ => SchemaType.Protobuf,
    };

    public static Schema Schema(Dice dice, Target target) => new()
    {
        Type = target.Format == "AVRO" && dice.Chance(0.5) ? SchemaType.Unspecified : TypeOf(target.Format),
        Text = Samples.Text(dice, target.Format, target.Family),
        Metadata = Metadata(dice),
        RuleSet = RuleSet(dice),
    };

    public static Schema Plain(string format, int family, int shape) =>
        new() { Type = TypeOf(format), Text = Samples.Of(format, family, shape) };

    public static Metadata? Metadata(Dice dice) => dice.Chance(0.8) ? null : dice.Pick(
        new Metadata { Properties = { ["owner"] = dice.Pick("payments", "orders") } },
        new Metadata { Properties = { ["owner"] = "payments" }, Sensitive = { "owner" } },
        new Metadata { Tags = { ["com.acme.Record1.id"] = new Tags { Names = { "PII", "PCI" } } } },
        new Metadata());

    public static RuleSet? RuleSet(Dice dice) => dice.Chance(0.85) ? null : dice.Pick(
        new RuleSet { DomainRules = { Rule("check", RuleKind.Condition, RuleMode.Write) } },
        new RuleSet
        {
            DomainRules = { Rule("encrypt", RuleKind.Unspecified, RuleMode.Unspecified) },
            MigrationRules = { Rule("up", RuleKind.Transform, RuleMode.Upgrade) },
            EnableAt = RuleExecution.Client,
        },
        new RuleSet { DomainRules = { Rule("1wrong", RuleKind.Condition, RuleMode.Write) } },
        new RuleSet());

    public static IEnumerable<EntityTags> Tags(Dice dice, int family) => dice.Chance(0.85) ? [] :
    [
        new EntityTags
        {
            Path = dice.Pick($"com.acme.Record{family}.id", $"com.acme.Record{family}", "nowhere"),
            Kind = dice.Pick(EntityKind.Field, EntityKind.Record, EntityKind.Unspecified),
            Tags = { dice.Pick("PII", "PCI", "GDPR") },
        },
    ];

    private static Rule Rule(string name, RuleKind kind, RuleMode mode) => new()
    {
        Name = name,
        Doc = "Of the replay",
        Kind = kind,
        Mode = mode,
        Type = "CEL",
        Tags = { "PII" },
        Params = { ["key"] = "value" },
        Expr = "true",
        OnFailure = "ERROR",
    };
}

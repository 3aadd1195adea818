using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>Parts of messages: each once with all it can have, once with as little as it may.</summary>
internal static class Parts
{
    public static readonly Guid Guid = new("0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");

    public static readonly SchemaReference Reference = new("com.acme.Address", ":.eu:address", 3);

    public static readonly Metadata Metadata = new(
        ImmutableSortedDictionary<string, ImmutableSortedSet<string>>.Empty
            .Add("Order.card", ["PCI", "PII"])
            .Add("Order.note", []),
        ImmutableSortedDictionary<string, string>.Empty.Add("owner", "payments").Add("confluent:version", "7"),
        ["owner"]);

    public static readonly Rule Rule = new(
        "encrypt",
        "Encrypts what is tagged",
        "TRANSFORM",
        "WRITEREAD",
        "ENCRYPT",
        ["PCI", "PII"],
        ImmutableSortedDictionary<string, string>.Empty.Add("encrypt.kek.name", "key"),
        "message.size > 0",
        "NONE,NONE",
        "ERROR,DLQ",
        Disabled: true);

    public static readonly RuleSet RuleSet = new([Rule], [new Rule(null), Rule], [], "WRITE");

    public static readonly SchemaContent Content =
        new(SchemaType.Protobuf, "syntax = \"proto3\";\nmessage Prüfung {}\n", [Reference, new("b", "b", 1)], Metadata, RuleSet);

    public static readonly SchemaContent BareContent = new(SchemaType.Avro, "\"int\"", []);

    public static readonly ImmutableArray<EntityTags> Tags =
        [new("com.acme.Order.card", EntityKind.Field, ["PCI", "PII"]), new("com.acme.Order", EntityKind.Record, [])];

    public static readonly RegistryConfig Config = new(
        CompatibilityLevel.FullTransitive,
        CompatibilityPolicy.Logical,
        "application.version",
        true,
        false,
        true,
        false,
        "orders",
        "orders-keys",
        Metadata,
        new Metadata(),
        RuleSet,
        new RuleSet());
}

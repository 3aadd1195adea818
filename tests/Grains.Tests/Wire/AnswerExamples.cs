using System.Collections.Immutable;
using Orleans.Serialization.Invocation;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>What grains answer: every kind of answer with all it can have, and with as little as it may.</summary>
internal static class AnswerExamples
{
    private static readonly SubjectSchema Schema = new(":.eu:orders", 3, 1234567, Parts.Guid, Parts.Content, 1_764_000_000_000, Deleted: true);
    private static readonly SubjectSchema BareSchema = new("s", 1, 1, Guid.Empty, Parts.BareContent, null, null);

    private static readonly SchemaById ById = new(
        ".eu", 9, Parts.Guid, Parts.Content, [new("orders", 1, true, 1_764_000_000_000), new(":.eu:orders", 2, false, 0)]);

    private static readonly RegistryError Error = new(40401, "Subject 'orders' not found.");

    private static readonly ChangeEntry Change = new(
        "AAAB", ChangeType.Settings, ".eu", ":.eu:orders", 12, [3], 9, Parts.Guid, [1, 2], [7], Parts.Config, RegistryMode.Import, "frankfurt",
        1_764_000_000_000);

    private static readonly ChangeEntry BareChange = new(
        "AAAC", ChangeType.ContextDeleted, ".", null, 1, [], null, null, [], [], null, null, "", 0);

    private static readonly WebhookAnswer Webhook = new(
        Parts.Guid, 1_764_000_000_000, "https://example.org/hook", "Orders", ".eu", "or", [ChangeType.Deleted, ChangeType.PermanentlyDeleted], true,
        "AAAB", 3, 1_764_000_001_000, "503", "Too many failures", 2);

    private static readonly WebhookAnswer BareWebhook = new(
        Guid.Empty, 0, "http://a", "", null, "", [], false, "", 0, 0, null, null, 0);

    private static readonly DeadLetter Letter = new(
        new ChangeToken(Parts.Guid, 8), "registry.registered", "orders", "{}", 10, "timed out", 1_764_000_000_000, IsQueued: true);

    public static IEnumerable<WireCase> All =>
    [
        .. Both<Outcome<SubjectSchema>>("schema", Schema, BareSchema),
        .. Both<Outcome<SubjectSchema>>("refused schema", Error, new RegistryError(0, "")),
        .. Both<SubjectSchema?>("peeked schema", Schema, null),
        .. Both<SchemaById?>("schema by id", ById, new SchemaById(".", 1, Guid.Empty, Parts.BareContent, [])),
        .. Both<Outcome<CompatibilityAnswer>>(
            "compatibility",
            new CompatibilityAnswer(false, ["{a}", "{b}"], [new("FIELD_REMOVED", "/a", "gone", "put it back"), new("", "", "", null)]),
            new CompatibilityAnswer(true, [], [])),
        .. Both("settings",
            new SettingsAnswer(Parts.Config, RegistryMode.ReadOnlyOverride, Parts.Config, RegistryMode.Forward),
            new SettingsAnswer(null, null, RegistryConfig.Empty, RegistryMode.ReadWrite)),
        .. Both<Outcome<RegistryConfig>>("config", Parts.Config, RegistryConfig.Empty),
        .. Both("deleted config of a scope", new Outcome<RegistryConfig?>(Parts.Config, null), new Outcome<RegistryConfig?>(null, null)),
        .. Both<Outcome<RegistryMode>>("mode", RegistryMode.Import, RegistryMode.ReadWrite),
        .. Both("deleted mode of a scope", new Outcome<RegistryMode?>(RegistryMode.Import, null), new Outcome<RegistryMode?>(null, null)),
        .. Both<Outcome<bool>>("done", true, false),
        .. Both<Outcome<int>>("number", 1234567, Error),
        .. Both<Outcome<ImmutableArray<int>>>("numbers", ImmutableArray.Create(1, 2, 300), ImmutableArray<int>.Empty),
        .. Both("max id", int.MaxValue, 0),
        .. Both<string?>("text", ":.eu:orders", null),
        .. Both<ImmutableArray<string>>("names", [".", ".eu"], []),
        .. Both<ImmutableArray<VersionEntry>>("versions", [new(1, true), new(2, false)], []),
        .. Both<ImmutableArray<SchemaId>>("ids", [new(".", 1), new(".eu", 7)], []),
        .. Both<ImmutableArray<Referrer>>("referrers", [new(1, "orders", 2, true), new(0, "", 0, false)], []),
        .. Both<ImmutableArray<SubjectAlias>>("aliases", [new("o", ":.eu:orders")], []),
        .. Both("tags", Parts.Tags, []),
        .. Both("subjects",
            new Page<ListedSubject>([new("orders", 12, 2, 3), new("", 0, 0, 0)], new ListCursor("orders", 0)),
            new Page<ListedSubject>([], null)),
        .. Both("schemas", new Page<SubjectSchema>([Schema, BareSchema], new ListCursor("s", 1)), new Page<SubjectSchema>([], null)),
        .. Both("contexts", new Page<string>([".", ".eu"], new ListCursor(".eu", 0)), new Page<string>([], null)),
        .. Both<Outcome<ChangeBatch>>(
            "changes", new ChangeBatch([Change, BareChange], "AAAC", IsCaughtUp: true), new ChangeBatch([], "", IsCaughtUp: false)),
        .. Both<ImmutableArray<WebhookAnswer>>("webhooks", [Webhook], []),
        .. Both<Outcome<WebhookAnswer>>("webhook", Webhook, BareWebhook),
        .. Both<Outcome<DeadLetter>>("dead letter", Letter, new DeadLetter(default, "", "", "", 0, "", 0)),
        .. Both<Outcome<ImmutableArray<DeadLetter>>>("dead letters", ImmutableArray.Create(Letter), ImmutableArray<DeadLetter>.Empty),
        new("store away", Response.FromException(new RegistryUnavailableException("The store is away", new TimeoutException("2 s")))),
    ];

    /// <summary>As what a call returns it travels: the type of the answer is the declared one, and part of its name.</summary>
    private static IEnumerable<WireCase> Both<T>(string name, T rich, T bare) =>
        [new(name, Response.FromResult(rich)), new(name + ", bare", Response.FromResult(bare))];
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Tests.Wire;

/// <summary>What grains are asked: every kind of request with all it can have, and with as little as it may.</summary>
internal static class RequestExamples
{
    private static readonly Caller Caller = new("anna", Parts.Guid, IsRetry: true);
    private static readonly SubmittedSchema Schema = new("{}", SchemaType.Json, [Parts.Reference], Parts.Metadata, Parts.RuleSet);
    private static readonly SubmittedSchema BareSchema = new(null, SchemaType.Avro, [], null, null);
    private static readonly TagEdits Edits = new(Parts.Tags, [Parts.Tags[1]], Propagate: true);

    public static IEnumerable<WireCase> All =>
    [
        new("caller", Caller),
        new("caller, bare", new Caller("", Guid.Empty)),
        new("register", new RegisterRequest(Schema, 4, 1234567, true, true, Edits, Caller, RedirectIfAlias: true)),
        new("register, bare", new RegisterRequest(BareSchema, 0, -1, false, false, TagEdits.None, new Caller("", Guid.Empty))),
        new("lookup", new LookupRequest(Schema, true, true, RedirectIfAlias: true)),
        new("lookup, bare", new LookupRequest(BareSchema, false, false)),
        new("check", new CompatibilityRequest(Schema, 2, true, true, RedirectIfAlias: true)),
        new("check, bare", new CompatibilityRequest(BareSchema, null, false, false)),
        new("tag request", new TagRequest(-1, 5, Edits, Parts.Metadata, Parts.RuleSet, new RuleSet(), ["old", "older"], Caller)),
        new("tag request, bare", new TagRequest(1, 0, TagEdits.None, null, null, null, [], Caller)),
        new("config patch", new ConfigPatch(ConfigMembers.Level | ConfigMembers.Alias | ConfigMembers.OverrideRuleSet, Parts.Config)),
        new("config patch, bare", new ConfigPatch(ConfigMembers.None, RegistryConfig.Empty)),
        new("list", new ListRequest(new ListFilter(".eu", "or", DeletedView.Only, true, new ListCursor("orders", 7), 20), 500, "ENCRYPT")),
        new("list, bare", new ListRequest(new ListFilter(null, "", DeletedView.Hide), 1)),
        new("changes request", new ChangesRequest(
            "AAAB", ChangesStart.Beginning, ".eu", "or", [ChangeType.Registered, ChangeType.Restored], 100, TimeSpan.FromSeconds(20))),
        new("changes request, bare", new ChangesRequest(null, ChangesStart.Now, null, "", [], 1, TimeSpan.Zero)),
        new("webhook request", new WebhookRequest(
            "https://example.org/hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Orders", ".eu", "or", [ChangeType.Config, ChangeType.Mode], true,
            "AAAB", ChangesStart.Beginning)),
        new("webhook request, bare", new WebhookRequest("http://a", null, "", null, "", [], false, null, null)),
    ];
}

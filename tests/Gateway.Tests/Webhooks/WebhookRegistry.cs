using System.Globalization;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>A registry that may deliver to this machine, loses patience soon and tries again at once.</summary>
public sealed class WebhookRegistry : OwnRegistry
{
    public const int Attempts = 3;

    protected override IReadOnlyDictionary<string, string> Environment { get; } = new Dictionary<string, string>
    {
        ["WEBHOOK_ALLOW_PRIVATE"] = "true",
        ["WEBHOOK_TIMEOUT_MILLISECONDS"] = "5000",
        ["WEBHOOK_RETRY_MILLISECONDS"] = "10",
        ["WEBHOOK_MAX_ATTEMPTS"] = Attempts.ToString(CultureInfo.InvariantCulture),
        ["WEBHOOK_MAX_DEAD_LETTERS"] = "3",
    };
}

/// <summary>One for all classes that need no other.</summary>
[CollectionDefinition]
public sealed class WebhookRegistryCollection : ICollectionFixture<WebhookRegistry>;

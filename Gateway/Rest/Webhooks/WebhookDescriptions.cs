using SchemaRegistry.Gateway.Rest.OpenApi;

namespace SchemaRegistry.Gateway.Rest.Webhooks;

/// <summary>What the API's description says of webhooks.</summary>
internal static class WebhookDescriptions
{
    private const string Group = "Webhooks";

    private static readonly Shape Request = new(
        "WebhookRequest",
        """
        {
          "url": "https://hooks.example.com/schemas",
          "secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
          "description": "Tells the catalogue",
          "context": ".team",
          "subjectPrefix": "orders",
          "kinds": ["registered", "deleted"],
          "enabled": true,
          "from": "now",
          "after": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ"
        }
        """);

    private static readonly Shape Webhook = new("Webhook", One);

    private static readonly Shape Webhooks = new("Webhooks", $"[{One}]");

    private static readonly Shape Letter = new(
        "DeadLetter",
        """
        {
          "id": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ",
          "type": "schemaregistry.v1.registered",
          "subject": "orders-value",
          "attempts": 15,
          "lastError": "the receiver answered 500",
          "queued": false,
          "ts": 1700000000000,
          "event": {"specversion": "1.0"}
        }
        """);

    private static readonly Shape Letters = new(
        "DeadLetters",
        """
        [{
          "id": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ",
          "type": "schemaregistry.v1.registered",
          "subject": "orders-value",
          "attempts": 15,
          "lastError": "the receiver answered 500",
          "queued": false,
          "ts": 1700000000000
        }]
        """);

    private static readonly Shape Count = new("Count", """{"count":1}""");

    public static readonly RouteDescription List = Ours("Lists all webhooks", Webhooks);

    public static readonly RouteDescription Add = Ours("Has changes posted to a URL, as CloudEvents in JSON", Webhook, 400, 41001, 41002, 42205, 42208, 42290) with
    {
        Detail =
            "Every change that passes the filter is posted at least once, those of a subject in order, signed as Standard Webhooks says. "
            + "The secret is `whsec_` and 24 to 64 bytes in base64; it is never shown. Without `context`, `subjectPrefix` and `kinds` all "
            + "changes are told. It begins with what comes next, with `from: start` at the first change ever, or after a token.",
        Body = Request,
    };

    public static readonly RouteDescription Get = Ours("Shows a webhook and how far it has been served", Webhook, 40490);

    public static readonly RouteDescription Replace =
        Ours("Replaces a webhook, and lets it go on when it was suspended", Webhook, 400, 40490, 40990, 41001, 41002, 42208, 42290) with
        {
            Detail = "Without `secret` it keeps the one it has; without `from` and `after` the place it has come to.",
            Body = Request,
        };

    public static readonly RouteDescription Remove = Ours("Removes a webhook and its dead letters", Webhook, 40490);

    public static readonly RouteDescription ListLetters = Ours("Lists what could not be delivered, oldest first", Letters, 400, 40490) with
    {
        Query =
        [
            new("after", "string", "Goes on after the id of this one."),
            new("limit", "integer", "Most to answer, up to 1000. Default 100."),
        ],
    };

    public static readonly RouteDescription GetLetter = Ours("Shows an event that could not be delivered", Letter, 40490, 40491);

    public static readonly RouteDescription Redeliver = Ours("Has a dead letter delivered once more, soon", Count, 40490, 40491);

    public static readonly RouteDescription RedeliverAll = Ours("Has all dead letters delivered once more, soon", Count, 40490);

    public static readonly RouteDescription Discard = Ours("Gives up a dead letter", Count, 40490, 40491);

    public static readonly RouteDescription DiscardAll = Ours("Gives up all dead letters", Count, 40490);

    private const string One =
        """
        {
          "id": "01890a5d-ac96-774b-bcce-b302099a8057",
          "url": "https://hooks.example.com/schemas",
          "description": "Tells the catalogue",
          "context": ".team",
          "subjectPrefix": "orders",
          "kinds": ["registered", "deleted"],
          "enabled": true,
          "state": "active",
          "token": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ",
          "attempts": 1,
          "retryAt": 1700000000000,
          "lastError": "the receiver answered 500",
          "deadLetters": 0,
          "ts": 1700000000000
        }
        """;

    private static RouteDescription Ours(string summary, Shape answer, params int[] errors) =>
        new(Group, summary) { Answer = answer, Errors = errors, IsOurs = true };
}

using SchemaRegistry.Gateway.Rest.OpenApi;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>What the API's description says of changes.</summary>
internal static class ChangesDescriptions
{
    private static readonly string Kinds = string.Join(", ", ChangeTypeNames.All.Select(name => $"`{name}`"));

    public static readonly RouteDescription Read = new("Changes", "Answers what has changed, and waits for what will")
    {
        Detail =
            "Whoever accepts `text/event-stream` gets an endless stream of events, named by kind, whose ids are the tokens; it goes on "
            + "after the token in `Last-Event-ID`. All others get the next changes at once, or after `wait` seconds at most. Every change "
            + "comes at least once, those of a subject in the order of its revisions. To list and then watch: take a token with "
            + "`from=now`, list, then go on after the token; what was listed may come again.",
        Query =
        [
            new("after", "string", "A token to go on after; the header `Last-Event-ID` counts before it."),
            new("from", "string", "Where to begin without a token: `now` (the default) or `start`, the first change ever."),
            new("wait", "integer", "Seconds to wait for the first change, up to 60. Default 0."),
            new("heartbeat", "integer", "Seconds that a stream may be silent, 1 to 60. Default 15."),
            new("limit", "integer", "Most changes to answer, up to 1000. Default 500."),
            new("context", "string", "Only changes in this context; settings above all contexts are in `.__GLOBAL`."),
            Parameters.SubjectPrefix,
            new("kind", "string", $"Only changes of this kind: {Kinds}.", IsRepeatable: true),
        ],
        Answer = new Shape(
            "Changes",
            """
            {
              "changes": [{
                "token": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ",
                "kind": "registered",
                "context": ".",
                "subject": "orders-value",
                "revision": 1,
                "version": 1,
                "id": 1,
                "guid": "a3d8f88a-9756-7b65-8ee2-5c9472fa6c7d",
                "versions": [1],
                "replacedVersions": [1],
                "purgedIds": [1],
                "mode": "READWRITE",
                "region": "local",
                "ts": 1700000000000
              }],
              "token": "AQ6z3kVj2kLJu8mJ9XG0f0oAAAAAAAAAAQ",
              "caughtUp": true
            }
            """),
        Errors = [400, 41001, 41002],
        IsOurs = true,
    };
}

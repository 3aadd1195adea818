using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>
/// Webhooks over REST. Those that are there deliver nothing: they are switched off, or wait for what never happens, so that
/// nothing about them moves by itself.
/// </summary>
internal static class RestWebhooks
{
    public static IEnumerable<Step> Any(Dice dice)
    {
        var path = $"/webhooks/{(dice.Chance(0.9) ? $"{{webhook:{dice.Next(50)}}}" : dice.Pick("x", "00000000-0000-0000-0000-000000000001"))}";
        yield return dice.Next(11) switch
        {
            0 or 1 or 2 => Rest.Post("/webhooks", "/webhooks", Settings(dice, isNew: true)),
            3 => Rest.Get("/webhooks", "/webhooks"),
            4 or 5 => Rest.Get("/webhooks/{id}", path),
            6 => Rest.Put("/webhooks/{id}", path, Settings(dice, isNew: false)),
            7 => Rest.Delete("/webhooks/{id}", path),
            8 => Rest.Get("/webhooks/{id}/dead-letters", $"{path}/dead-letters{dice.Query("limit=2", "after=x")}"),
            9 => Rest.Post("/webhooks/{id}/dead-letters/redeliver", $"{path}/dead-letters/{dice.Pick("", "x/")}redeliver", null),
            _ => Rest.Delete("/webhooks/{id}/dead-letters", $"{path}/dead-letters{dice.Pick("", "/x")}"),
        };
    }

    private static object Settings(Dice dice, bool isNew) => new
    {
        url = dice.Pick("https://example.org/hook", "https://example.org/hook", "https://example.org/hook", "http://127.0.0.1/", "ftp://example.org", "", null),
        secret = isNew || dice.Chance(0.3) ? dice.Pick("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "short", null) : null,
        description = dice.Pick("Of the replay", null),
        context = dice.Pick(".eu", "team-a", null),
        subjectPrefix = "never-there-",
        kinds = dice.Pick(["registered"], ["deleted", "mode"], ["wrong"], (string[]?)null),
        enabled = dice.Pick(false, (bool?)null),
        from = dice.Pick("now", "start", "then", null, null),
    };
}

using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>What is asked of ids, and lists, over REST.</summary>
internal static class RestSchemas
{
    public static IEnumerable<Step> ById(Dice dice)
    {
        var context = dice.Pick("", "", "", ".eu", "team-a", ".import-1");
        var id = dice.Chance(0.97) ? $"{Names.Id(dice, context)}" : dice.Pick("x", "1.5", "99999999999");
        var path = $"{(context.Length == 0 ? "" : $"/contexts/{context}")}/schemas/ids/{id}";
        var scope = dice.Pick("", "", $"subject={Uri.EscapeDataString(Names.AnySubject(dice))}", "subject=alias-1", "subject=:.eu:alias-3");
        var shown = dice.Query(scope, "fetchMaxId=true", "fetchMaxId=false", "format=resolved", "format=serialized", "findTags=PII", "referenceFormat=qualified");
        var step = dice.Next(8) switch
        {
            0 => new RestStep("GET", "/schemas/ids/{id}/schema", $"{path}/schema{shown}"),
            1 => new RestStep("GET", "/schemas/ids/{id}/subjects", $"{path}/subjects{dice.Query(scope, "deleted=true", "limit=2", "offset=1")}"),
            2 => new RestStep("GET", "/schemas/ids/{id}/versions", $"{path}/versions{dice.Query(scope, "deleted=true", "limit=2", "offset=1")}"),
            3 => new RestStep("HEAD", "/schemas/ids/{id}", path + shown),
            _ => new RestStep("GET", "/schemas/ids/{id}", path + shown),
        };
        yield return step with { Headers = Rest.Asking(dice) };
    }

    public static IEnumerable<Step> ByGuid(Dice dice)
    {
        var guid = dice.Chance(0.9) ? $"{{guid:{dice.Next(200)}}}" : dice.Pick("x", "00000000-0000-0000-0000-000000000001");
        yield return dice.Chance(0.6)
            ? Rest.Get("/schemas/guids/{guid}", $"/schemas/guids/{guid}{dice.Query("format=resolved", "findTags=*", "fetchMaxId=true")}")
            : Rest.Get("/schemas/guids/{guid}/ids", $"/schemas/guids/{guid}/ids");
    }

    public static IEnumerable<Step> Lists(Dice dice)
    {
        var prefix = $"subjectPrefix={Uri.EscapeDataString(dice.Pick("", "t-", ":*:", ":*:t-", ":.eu:", ":.eu:o", "zzz"))}";
        var page = dice.Query("offset=2", "limit=5", "limit=x", "deleted=true");
        var more = (page.Length == 0 ? "?" : page + "&") + prefix;
        yield return dice.Next(8) switch
        {
            0 => Rest.Get("/contexts", $"/contexts{dice.Query("offset=1", "limit=2", "contextPrefix=.i")}"),
            1 => Rest.Get("/subjects", $"/contexts/.eu/subjects{page}"),
            2 or 3 => Rest.Get("/subjects", $"/subjects{more}{dice.Pick("", "&deletedOnly=true")}"),
            4 => Rest.Get("/subjects latest", $"/subjects{more}&detail=latest"),
            5 => Rest.Get("/schemas", $"/schemas{more}&latestOnly=true{dice.Pick("", "&aliases=true")}"),
            6 => Rest.Get("/schemas", $"/schemas?{prefix}&limit=7&offset={dice.Next(20)}{dice.Pick("", "&ruleType=CEL")}"),
            _ => Rest.Delete("/contexts/{context}", $"/contexts/{dice.Pick(".eu", ".nowhere", ".import-2", "team-a")}"),
        };
    }

    public static IEnumerable<Step> Changes(Dice dice)
    {
        var filter = dice.Pick("", "", "&context=.eu", "&subjectPrefix=t-", "&kind=registered", "&kind=config,mode", "&kind=wrong");
        yield return dice.Next(6) switch
        {
            0 => Rest.Get("/changes from start", $"/changes?from=start&limit={dice.Pick(1, 5, 20)}{filter}"),
            1 or 2 => Rest.Get("/changes after", $"/changes?after={{token:{dice.Next(100)}}}&limit=4{filter}"),
            3 => Rest.Get("/changes now", $"/changes{dice.Query("from=now", "wait=0", "limit=0", "wait=61", "from=then", "after=x")}"),
            4 => Rest.Get("/changes wait", $"/changes?after={{token:{dice.Next(100)}}}&limit=2&wait=2{filter}"),
            _ => new RestStep("GET", "/changes events", $"/changes?from=start{filter.Replace("&kind=config,mode", "", StringComparison.Ordinal)}")
            {
                Headers = [("Accept", "text/event-stream")],
                Events = 3,
            },
        };
    }
}

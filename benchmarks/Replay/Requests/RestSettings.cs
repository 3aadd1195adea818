using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Configuration and modes over REST, of subjects, of contexts and of everything.</summary>
internal static class RestSettings
{
    private static readonly string[] Places =
        ["settings-1", "settings-2", "t-1", "t-2", ":.eu:t-1", ":.eu:", ":.team-a:", ":.settings:", ":.settings:a"];

    public static IEnumerable<Step> Config(Dice dice)
    {
        var path = $"/config/{Uri.EscapeDataString(dice.Pick(Places))}";
        yield return dice.Next(6) switch
        {
            0 => Rest.Delete("/config/{subject}", path),
            1 or 2 => Rest.Get("/config/{subject}", path + dice.Query("defaultToGlobal=true", "defaultToGlobal=true")),
            3 => Rest.Put("/config/{subject}", path, new { compatibility = dice.Pick("NONE", "BACKWARD", "FULL", "forward_transitive", "WRONG") }),
            4 => new RestStep("PUT", "/config/{subject}", path)
            {
                Body = dice.Pick("""{"compatibility":null}""", """{"alias":null,"normalize":null}""", """{"normalize":"x"}""", "{}", "[]", "null"),
            },
            _ => Rest.Put("/config/{subject}", path, Everything(dice)),
        };
    }

    public static IEnumerable<Step> Mode(Dice dice)
    {
        var path = $"/mode/{Uri.EscapeDataString(dice.Pick("settings-1", "settings-2", ":.settings:", ":.settings:a", "nobody"))}";
        yield return dice.Next(5) switch
        {
            0 => Rest.Delete("/mode/{subject}", path + dice.Query("recursive=true")),
            1 or 2 => Rest.Get("/mode/{subject}", path + dice.Query("defaultToGlobal=true", "defaultToGlobal=true")),
            _ => Rest.Put("/mode/{subject}", path + dice.Query("force=true"), new { mode = dice.Pick("READWRITE", "READONLY", "IMPORT", "FORWARD", "READONLY_OVERRIDE", "wrong") }),
        };
    }

    /// <summary>Settings above all subjects, which are taken back at once.</summary>
    public static IEnumerable<Step> Top(Dice dice)
    {
        var place = dice.Pick("", "", "/:.__GLOBAL:", "/:.eu:");
        var (config, mode) = (place.Length == 0 ? "/config" : "/config/{subject}", place.Length == 0 ? "/mode" : "/mode/{subject}");
        yield return Rest.Put(config, $"/config{place}", new { compatibility = dice.Pick("NONE", "FULL"), normalize = dice.Chance(0.3) });
        yield return Rest.Get(config, $"/config{place}?defaultToGlobal=true");
        foreach (var step in RestSubjects.Register(dice).Concat(RestSubjects.Check(dice)))
        {
            yield return step;
        }

        yield return Rest.Delete(config, $"/config{place}");
        yield return Rest.Put(mode, $"/mode{place}", new { mode = "READONLY" });
        foreach (var step in RestSubjects.Register(dice).Concat(RestSubjects.Delete(dice)))
        {
            yield return step;
        }

        yield return Rest.Get(mode, $"/mode{place}");
        yield return Rest.Delete(mode, $"/mode{place}");
        yield return Rest.Get(mode, $"/mode{place}");
    }

    /// <summary>A subject that stands for another, for a while.</summary>
    public static IEnumerable<Step> Alias(Dice dice)
    {
        var target = Names.Subject(dice);
        var alias = dice.Pick("alias-1", "alias-2", ":.eu:alias-3");
        var escaped = Uri.EscapeDataString(alias);
        yield return Rest.Put("/config/{subject}", $"/config/{escaped}", new { alias = target.Name });
        yield return Rest.Get("/subjects/{subject}/versions/{version}", $"/subjects/{escaped}/versions/latest");
        yield return Rest.Get("/subjects/{subject}/versions", $"/subjects/{escaped}/versions");
        yield return Rest.Post("/subjects/{subject}", $"/subjects/{escaped}", RestSubjects.Plain(target, 1));
        yield return Rest.Post("/subjects/{subject}/versions", $"/subjects/{escaped}/versions", RestSubjects.Plain(target, 3));
        yield return Rest.Get("/config/{subject}", $"/config/{escaped}");
        if (dice.Chance(0.4))
        {
            yield return Rest.Delete("/config/{subject}", $"/config/{escaped}");
        }
    }

    private static object Everything(Dice dice) => new
    {
        compatibility = dice.Pick("BACKWARD", "NONE", null),
        compatibilityPolicy = dice.Pick("STRICT", "LENIENT", "logical", "wrong"),
        compatibilityGroup = dice.Pick("major", null),
        normalize = dice.Chance(0.2),
        validateFields = dice.Chance(0.2),
        validateNewSchemas = dice.Chance(0.5),
        validateRules = dice.Chance(0.5),
        aliasForDeks = dice.Pick("keys", null),
        defaultMetadata = Contracts.Metadata(dice),
        overrideMetadata = Contracts.Metadata(dice),
        defaultRuleSet = Contracts.RuleSet(dice),
        overrideRuleSet = Contracts.RuleSet(dice),
    };
}

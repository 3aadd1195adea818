using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>What is asked of subjects over REST.</summary>
internal static class RestSubjects
{
    private const string Subject = "/subjects/{subject}";
    private const string Versions = Subject + "/versions";
    private const string Version = Versions + "/{version}";
    private static readonly string[] RemovedRules = ["check"];

    public static IEnumerable<Step> Register(Dice dice)
    {
        if (dice.Chance(0.15))
        {
            return WithReference(dice);
        }

        var target = Names.Subject(dice);
        var path = dice.Chance(0.1) && target.Name.StartsWith(':')
            ? $"/contexts/{target.Name.Split(':')[1]}/subjects/{Uri.EscapeDataString(target.Name.Split(':', 3)[2])}"
            : $"/subjects/{target.Escaped}";
        var step = new RestStep("POST", Versions, path + "/versions" + dice.Query("normalize=true"))
        {
            Body = Rest.Json(Body(dice, target, dice.Chance(0.1))),
            Headers = dice.Chance(0.2) ? [("X-Request-ID", dice.Guid().ToString())] : [],
        };
        return dice.Chance(0.1) ? [step, step] : [step];
    }

    public static IEnumerable<Step> Lookup(Dice dice)
    {
        var target = Names.Subject(dice);
        var body = dice.Chance(0.7) ? Plain(target, dice.Pick(0, 1, 3, 7)) : Body(dice, target, isNumbered: false);
        yield return Rest.Post(Subject, $"/subjects/{target.Escaped}{dice.Query("normalize=true", "deleted=true")}", body);
    }

    public static IEnumerable<Step> Check(Dice dice)
    {
        var target = Names.Subject(dice);
        var path = $"/compatibility/subjects/{target.Escaped}/versions";
        var query = dice.Query("verbose=true", "verbose=true", "normalize=true");
        var body = Body(dice, target, isNumbered: false);
        yield return dice.Chance(0.6)
            ? Rest.Post("/compatibility/subjects/{subject}/versions/{version}", $"{path}/{Names.Version(dice)}{query}", body)
            : Rest.Post("/compatibility/subjects/{subject}/versions", path + query, body);
    }

    public static IEnumerable<Step> Read(Dice dice)
    {
        var subject = Uri.EscapeDataString(Names.AnySubject(dice));
        var version = Names.Version(dice);
        var shown = dice.Query("deleted=true", "format=resolved", "format=serialized", "findTags=*", "referenceFormat=qualified");
        var step = dice.Next(8) switch
        {
            0 or 1 => Rest.Get(Versions, $"/subjects/{subject}/versions{dice.Query("deleted=true", "deletedOnly=true", "offset=1", "limit=2", "deletedAsNegative=true")}"),
            2 => Rest.Get(Version + "/schema", $"/subjects/{subject}/versions/{version}/schema{shown}"),
            3 => Rest.Get(Version + "/referencedby", $"/subjects/{dice.Pick("avro-address", "json-address", "proto-address", subject)}/versions/{version}/referencedby{dice.Query("deleted=true", "limit=2")}"),
            4 => Rest.Get(Subject + "/metadata", $"/subjects/{subject}/metadata?key=owner&value={dice.Pick("payments", "orders", "nobody")}{dice.Pick("", "&deleted=true", "&key=major&value=1")}"),
            _ => Rest.Get(Version, $"/subjects/{subject}/versions/{version}{shown}"),
        };
        step = step with { Headers = Rest.Asking(dice) };
        return dice.Chance(0.2) ? Rest.Twice(step) : [step];
    }

    public static IEnumerable<Step> Delete(Dice dice)
    {
        var subject = Uri.EscapeDataString(Names.AnySubject(dice));
        var version = Names.Version(dice);
        var permanent = dice.Pick("", "", "?permanent=true");
        return dice.Next(6) switch
        {
            0 => [Rest.Delete(Subject, $"/subjects/{subject}{permanent}")],
            1 => [Rest.Post(Version + "/restore", $"/subjects/{subject}/versions/{version}/restore", new { })],
            2 => Pair(
                Rest.Delete(Version, $"/subjects/{subject}/versions/{version}"),
                Rest.Post(Version + "/restore", $"/subjects/{subject}/versions/{version}/restore", new { })),
            3 => Pair(
                Rest.Delete(Version, $"/subjects/{subject}/versions/{version}"),
                Rest.Delete(Version, $"/subjects/{subject}/versions/{version}?permanent=true")),
            _ => [Rest.Delete(Version, $"/subjects/{subject}/versions/{version}{permanent}")],
        };
    }

    public static IEnumerable<Step> EditTags(Dice dice)
    {
        var target = Names.Subject(dice);
        yield return Rest.Post(Version + "/tags", $"/subjects/{target.Escaped}/versions/{dice.Pick("latest", "1", "2")}/tags", new
        {
            tagsToAdd = Contracts.Tags(dice, target.Family),
            tagsToRemove = Contracts.Tags(dice, target.Family),
            metadata = Contracts.Metadata(dice),
            rulesToMerge = Contracts.RuleSet(dice),
            rulesToRemove = dice.Chance(0.2) ? RemovedRules : null,
            newVersion = dice.Chance(0.1) ? 3 : (int?)null,
        });
    }

    /// <summary>Subjects that bring their ids and versions, in a mode that lasts no longer.</summary>
    public static IEnumerable<Step> Import(Dice dice)
    {
        var context = dice.Pick(".import-1", ".import-2");
        var subject = Uri.EscapeDataString(Names.Qualify(context, dice.Pick("a", "b", "c")));
        yield return Rest.Put("/mode/{subject}", $"/mode/:{context}:?force=true", new { mode = "IMPORT" });
        for (var i = 0; i < 3; i++)
        {
            yield return Rest.Post(Versions, $"/subjects/{subject}/versions", new
            {
                schema = Samples.Of("AVRO", dice.Next(3), dice.Next(16)),
                id = dice.Chance(0.9) ? Names.ImportedId(dice) : (int?)null,
                version = dice.Chance(0.9) ? 1 + dice.Next(8) : (int?)null,
            });
        }

        yield return Rest.Put("/mode/{subject}", $"/mode/:{context}:", new { mode = "READWRITE" });
        yield return Rest.Get(Versions, $"/subjects/{subject}/versions");
    }

    private static IEnumerable<Step> WithReference(Dice dice)
    {
        var format = dice.Pick(Samples.Formats);
        var address = Samples.AddressSubject(format);
        yield return Rest.Post(Versions, $"/subjects/{address}/versions", new { schema = Samples.Address(format), schemaType = format });
        yield return Rest.Post(Versions, $"/subjects/{dice.Pick("", ":.eu:")}customers-{format}/versions", new
        {
            schema = Samples.WithAddress(format, dice.Next(2)),
            schemaType = format,
            references = new[] { new { name = Samples.AddressName(format), subject = $":.:{address}", version = dice.Pick(1, 1, -1, 2, 0) } },
        });
    }

    public static object Plain(Target target, int shape) =>
        new { schema = Samples.Of(target.Format, target.Family, shape), schemaType = target.Format };

    private static object Body(Dice dice, Target target, bool isNumbered) => new
    {
        schema = Samples.Text(dice, target.Format, target.Family),
        schemaType = target.Format == "AVRO" && dice.Chance(0.5) ? null : target.Format,
        metadata = Contracts.Metadata(dice),
        ruleSet = Contracts.RuleSet(dice),
        schemaTagsToAdd = Contracts.Tags(dice, target.Family),
        propagateSchemaTags = dice.Chance(0.1) ? true : (bool?)null,
        version = isNumbered ? dice.Pick(-1, 1, 2, 5) : (int?)null,
        id = isNumbered && dice.Chance(0.3) ? 7 : (int?)null,
    };

    private static IEnumerable<Step> Pair(Step first, Step second) => [first, second];
}

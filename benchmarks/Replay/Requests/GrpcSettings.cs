using Google.Protobuf.WellKnownTypes;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>Configuration and modes over gRPC.</summary>
internal static class GrpcSettings
{
    private static readonly string[] Places =
        ["settings-1", "settings-3", "t-3", "t-4", ":.eu:t-3", ":.eu:", ":.team-a:", ":.settings:", ":.settings:a", ":.eu:t-1"];

    public static IEnumerable<Step> Config(Dice dice)
    {
        var place = dice.Pick(Places);
        yield return dice.Next(5) switch
        {
            0 => DeleteConfig(place),
            1 or 2 => GetConfig(place),
            _ => UpdateConfig(place, Some(dice), dice.Pick([], ["*"], ["normalize"], ["alias", "compatibility_level"], ["wrong"], Array.Empty<string>())),
        };
    }

    public static IEnumerable<Step> Mode(Dice dice)
    {
        var place = dice.Pick("settings-1", "settings-3", ":.settings:", ":.settings:a", "nobody");
        yield return dice.Next(4) switch
        {
            0 => DeleteMode(place, dice.Chance(0.3)),
            1 or 2 => GetMode(place),
            _ => SetMode(place, dice.Pick(Protocol.V1.Mode.Readonly, Protocol.V1.Mode.Readwrite, Protocol.V1.Mode.Import,
                Protocol.V1.Mode.Forward, Protocol.V1.Mode.Unspecified), dice.Chance(0.3)),
        };
    }

    public static IEnumerable<Step> Top(Dice dice)
    {
        var place = dice.Pick("", "", ":.__GLOBAL:", ":.eu:");
        yield return UpdateConfig(place, new Config { CompatibilityLevel = dice.Pick(CompatibilityLevel.None, CompatibilityLevel.Full) }, []);
        yield return GetConfig(place);
        foreach (var step in GrpcSubjects.Register(dice).Concat(GrpcSubjects.Check(dice)))
        {
            yield return step;
        }

        yield return DeleteConfig(place);
        yield return SetMode(place, Protocol.V1.Mode.Readonly, isForced: false);
        foreach (var step in GrpcSubjects.Register(dice).Concat(GrpcSubjects.Delete(dice)))
        {
            yield return step;
        }

        yield return GetMode(place);
        yield return DeleteMode(place, isRecursive: false);
        yield return GetMode(place);
    }

    public static IEnumerable<Step> Alias(Dice dice)
    {
        var (target, alias) = (Names.Subject(dice), dice.Pick("alias-1", "alias-2", ":.eu:alias-3"));
        yield return UpdateConfig(alias, new Config { Alias = target.Name }, []);
        yield return Calls.Unary(GrpcSubjects.Version(dice, alias), static (api, request, options) => api.GetVersionAsync(request, options));
        yield return Calls.Unary(
            new LookupRequest { Subject = alias, Schema = GrpcContracts.Plain(target.Format, target.Family, 1) },
            static (api, request, options) => api.LookupAsync(request, options));
        yield return GrpcSubjects.Registration(new RegisterRequest { Subject = alias, Schema = GrpcContracts.Plain(target.Format, target.Family, 3) });
        yield return GetConfig(alias);
        if (dice.Chance(0.4))
        {
            yield return DeleteConfig(alias);
        }
    }

    private static Config Some(Dice dice)
    {
        var config = new Config
        {
            CompatibilityLevel = dice.Pick(CompatibilityLevel.Unspecified, CompatibilityLevel.Backward, CompatibilityLevel.None, CompatibilityLevel.FullTransitive),
            CompatibilityPolicy = dice.Pick(CompatibilityPolicy.Unspecified, CompatibilityPolicy.Lenient, CompatibilityPolicy.Strict),
            DefaultMetadata = GrpcContracts.Metadata(dice),
            OverrideMetadata = GrpcContracts.Metadata(dice),
            DefaultRuleSet = GrpcContracts.RuleSet(dice),
            OverrideRuleSet = GrpcContracts.RuleSet(dice),
        };
        if (dice.Chance(0.3))
        {
            (config.Normalize, config.ValidateFields, config.CompatibilityGroup) = (dice.Chance(0.5), dice.Chance(0.5), "major");
        }

        return config;
    }

    private static Step GetConfig(string place) =>
        Calls.Unary(new GetConfigRequest { Subject = place }, static (api, request, options) => api.GetConfigAsync(request, options));

    private static Step UpdateConfig(string place, Config config, string[] mask) => Calls.Unary(
        new UpdateConfigRequest { Subject = place, Config = config, UpdateMask = mask.Length == 0 ? null : new FieldMask { Paths = { mask } } },
        static (api, request, options) => api.UpdateConfigAsync(request, options));

    private static Step DeleteConfig(string place) =>
        Calls.Unary(new DeleteConfigRequest { Subject = place }, static (api, request, options) => api.DeleteConfigAsync(request, options));

    private static Step GetMode(string place) =>
        Calls.Unary(new GetModeRequest { Subject = place }, static (api, request, options) => api.GetModeAsync(request, options));

    private static Step SetMode(string place, Mode mode, bool isForced) => Calls.Unary(
        new SetModeRequest { Subject = place, Mode = mode, Force = isForced }, static (api, request, options) => api.SetModeAsync(request, options));

    private static Step DeleteMode(string place, bool isRecursive) => Calls.Unary(
        new DeleteModeRequest { Subject = place, Recursive = isRecursive }, static (api, request, options) => api.DeleteModeAsync(request, options));
}

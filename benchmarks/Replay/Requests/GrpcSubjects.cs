using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>What is asked of subjects over gRPC.</summary>
internal static class GrpcSubjects
{
    public static IEnumerable<Step> Register(Dice dice)
    {
        if (dice.Chance(0.15))
        {
            return WithReference(dice);
        }

        var target = Names.Subject(dice);
        var request = new RegisterRequest
        {
            Subject = target.Name,
            Schema = GrpcContracts.Schema(dice, target),
            Normalize = dice.Chance(0.2),
            TagsToAdd = { GrpcContracts.Tags(dice, target.Family) },
            TagsToRemove = { GrpcContracts.Tags(dice, target.Family) },
            PropagateTags = dice.Chance(0.1),
            RequestId = dice.Pick("", "", dice.Guid().ToString(), dice.Chance(0.1) ? "x" : ""),
        };
        if (dice.Chance(0.1))
        {
            request.Version = dice.Pick(-1, 0, 1, 2, 5);
        }

        if (dice.Chance(0.03))
        {
            request.Id = 7;
        }

        var step = Registration(request);
        return dice.Chance(0.1) ? [step, step] : [step];
    }

    public static IEnumerable<Step> Lookup(Dice dice)
    {
        var target = Names.Subject(dice);
        yield return Calls.Unary(
            new LookupRequest
            {
                Subject = target.Name,
                Schema = dice.Chance(0.7)
                    ? GrpcContracts.Plain(target.Format, target.Family, dice.Pick(0, 1, 3, 7))
                    : GrpcContracts.Schema(dice, target),
                Normalize = dice.Chance(0.3),
                IncludeDeleted = dice.Chance(0.3),
                Format = Format(dice),
            },
            static (api, request, options) => api.LookupAsync(request, options));
    }

    public static IEnumerable<Step> Check(Dice dice)
    {
        var target = Names.Subject(dice);
        var request = new CheckCompatibilityRequest
        {
            Subject = target.Name,
            Schema = GrpcContracts.Schema(dice, target),
            Normalize = dice.Chance(0.3),
        };
        if (dice.Chance(0.5))
        {
            request.Version = Names.VersionNumber(dice);
        }

        yield return Calls.Unary(request, static (api, message, options) => api.CheckCompatibilityAsync(message, options));
    }

    public static IEnumerable<Step> Read(Dice dice)
    {
        var subject = Names.AnySubject(dice);
        yield return dice.Next(6) switch
        {
            0 => Calls.List(
                new ListVersionsRequest { Subject = subject, Deleted = dice.Pick(DeletedView.Unspecified, DeletedView.Include, DeletedView.Only) },
                static (api, request, options) => api.ListVersions(request, options)),
            1 => Calls.List(
                new ListReferrersRequest { Subject = dice.Pick("avro-address", "json-address", "proto-address", subject), Version = Names.VersionNumber(dice), IncludeDeleted = dice.Chance(0.5) },
                static (api, request, options) => api.ListReferrers(request, options)),
            2 => Calls.Unary(
                new FindVersionRequest { Subject = subject, Properties = { ["owner"] = dice.Pick("payments", "nobody") }, IncludeDeleted = dice.Chance(0.3), Format = Format(dice) },
                static (api, request, options) => api.FindVersionAsync(request, options)),
            _ => Calls.Unary(Version(dice, subject), static (api, request, options) => api.GetVersionAsync(request, options)),
        };
    }

    public static GetVersionRequest Version(Dice dice, string subject)
    {
        var request = new GetVersionRequest
        {
            Subject = subject,
            IncludeDeleted = dice.Chance(0.3),
            Format = Format(dice),
            QualifyReferences = dice.Chance(0.2),
        };
        if (dice.Chance(0.8))
        {
            request.Version = Names.VersionNumber(dice);
        }

        if (dice.Chance(0.2))
        {
            request.FindTags.Add(dice.Pick("*", "PII"));
        }

        return request;
    }

    public static IEnumerable<Step> Delete(Dice dice)
    {
        var (subject, version) = (Names.AnySubject(dice), Names.VersionNumber(dice));
        var restoring = Calls.Unary(
            new RestoreVersionRequest { Subject = subject, Version = version }, static (api, request, options) => api.RestoreVersionAsync(request, options));
        return dice.Next(5) switch
        {
            0 => [Calls.Unary(
                new DeleteSubjectRequest { Subject = subject, Permanent = dice.Chance(0.3) }, static (api, request, options) => api.DeleteSubjectAsync(request, options))],
            1 => [restoring],
            2 => [Deletion(subject, version, isPermanent: false), restoring],
            3 => [Deletion(subject, version, isPermanent: false), Deletion(subject, version, isPermanent: true)],
            _ => [Deletion(subject, version, dice.Chance(0.3))],
        };
    }

    public static IEnumerable<Step> EditTags(Dice dice)
    {
        var target = Names.Subject(dice);
        var request = new EditTagsRequest
        {
            Subject = target.Name,
            TagsToAdd = { GrpcContracts.Tags(dice, target.Family) },
            TagsToRemove = { GrpcContracts.Tags(dice, target.Family) },
            Metadata = GrpcContracts.Metadata(dice),
            RulesToMerge = GrpcContracts.RuleSet(dice),
        };
        if (dice.Chance(0.5))
        {
            request.Version = Names.VersionNumber(dice);
        }

        yield return Calls.Unary(request, static (api, message, options) => api.EditTagsAsync(message, options));
    }

    public static IEnumerable<Step> Import(Dice dice)
    {
        var context = dice.Pick(".import-1", ".import-3");
        yield return Mode(context, Protocol.V1.Mode.Import);
        for (var i = 0; i < 3; i++)
        {
            yield return Registration(new RegisterRequest
            {
                Subject = Names.Qualify(context, dice.Pick("a", "b", "c")),
                Schema = GrpcContracts.Plain("AVRO", dice.Next(3), dice.Next(16)),
                Id = Names.ImportedId(dice),
                Version = 1 + dice.Next(8),
            });
        }

        yield return Mode(context, Protocol.V1.Mode.Readwrite);
    }

    public static Step Registration(RegisterRequest request) =>
        Calls.Unary(request, static (api, message, options) => api.RegisterAsync(message, options));

    private static IEnumerable<Step> WithReference(Dice dice)
    {
        var format = dice.Pick(Samples.Formats);
        var address = Samples.AddressSubject(format);
        yield return Registration(new RegisterRequest
        {
            Subject = address,
            Schema = new Schema { Type = GrpcContracts.TypeOf(format), Text = Samples.Address(format) },
        });
        yield return Registration(new RegisterRequest
        {
            Subject = $"{dice.Pick("", ":.eu:")}grpc-customers-{format}",
            Schema = new Schema
            {
                Type = GrpcContracts.TypeOf(format),
                Text = Samples.WithAddress(format, dice.Next(2)),
                References = { new SchemaReference { Name = Samples.AddressName(format), Subject = $":.:{address}", Version = dice.Pick(1, 1, -1, 2, 0) } },
            },
        });
    }

    private static Step Deletion(string subject, int version, bool isPermanent) => Calls.Unary(
        new DeleteVersionRequest { Subject = subject, Version = version, Permanent = isPermanent },
        static (api, request, options) => api.DeleteVersionAsync(request, options));

    private static Step Mode(string context, Mode mode) => Calls.Unary(
        new SetModeRequest { Subject = $":{context}:", Mode = mode, Force = true }, static (api, request, options) => api.SetModeAsync(request, options));

    private static string Format(Dice dice) => dice.Chance(0.8) ? "" : dice.Pick("resolved", "serialized", "unknown");
}

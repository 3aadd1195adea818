using System.Collections.Immutable;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Subjects;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Finding, comparing and editing versions of a subject.</summary>
internal static class SubjectCalls
{
    public static async Task<Outcome<Wire.LookupResponse>> Lookup(GrpcCall call, Wire.LookupRequest request)
    {
        var (target, schema) = (GrpcCall.TargetOf(request.Subject), SchemaMessages.Read(request.Schema));
        if (schema.Error is { } invalid)
        {
            return invalid;
        }

        var lookup = new LookUpSchema(call.Reader, target, schema.Value!, request.Normalize, request.IncludeDeleted, SearchesContexts: true)
        {
            Form = SchemaMessages.FormOf(request.Format),
        };
        return (await call.Ask(lookup)).Then(found => new Wire.LookupResponse { Version = SchemaMessages.Show(found) });
    }

    public static async Task<Outcome<Wire.GetVersionResponse>> GetVersion(GrpcCall call, Wire.GetVersionRequest request)
    {
        var (target, version) = (GrpcCall.TargetOf(request.Subject), VersionOf(request.HasVersion, request.Version));
        if (version.Error is { } invalid)
        {
            return invalid;
        }

        var reading = new ReadVersion(call.Reader, target, version.Value, request.IncludeDeleted, SearchesContexts: true)
        {
            Form = SchemaMessages.FormOf(request.Format, request.QualifyReferences, request.FindTags),
        };
        return (await call.Ask(reading)).Then(found => new Wire.GetVersionResponse { Version = SchemaMessages.Show(found) });
    }

    public static async Task<Outcome<Wire.FindVersionResponse>> FindVersion(GrpcCall call, Wire.FindVersionRequest request)
    {
        var search = new FindVersion(
            call.Reader, GrpcCall.TargetOf(request.Subject), request.Properties.ToImmutableArray(), request.IncludeDeleted)
        {
            Form = SchemaMessages.FormOf(request.Format),
        };
        return (await call.Ask(search)).Then(found => new Wire.FindVersionResponse { Version = SchemaMessages.Show(found) });
    }

    public static async Task<Outcome<Wire.CheckCompatibilityResponse>> Check(GrpcCall call, Wire.CheckCompatibilityRequest request)
    {
        var (target, schema) = (GrpcCall.TargetOf(request.Subject), SchemaMessages.Read(request.Schema));
        var version = VersionOf(request.HasVersion, request.Version);
        if ((schema.Error ?? version.Error) is { } invalid)
        {
            return invalid;
        }

        int? comparand = request.HasVersion ? version.Value : null;
        var check = new CheckCompatibility(
            call.Reader, target, schema.Value!, comparand, request.Normalize, Verbose: false);
        return (await call.Ask(check)).Then(Show);
    }

    public static async Task<Outcome<Wire.EditTagsResponse>> EditTags(GrpcCall call, Wire.EditTagsRequest request)
    {
        var (target, version) = (GrpcCall.TargetOf(request.Subject), VersionOf(request.HasVersion, request.Version));
        var tags = TagMessages.Read(request.TagsToAdd, request.TagsToRemove, propagate: false);
        var (rules, merged) = (ContractMessages.Read(request.RuleSet), ContractMessages.Read(request.RulesToMerge));
        var caller = call.WriterUnder(request.RequestId);
        if ((version.Error ?? tags.Error ?? rules.Error ?? merged.Error ?? caller.Error) is { } invalid)
        {
            return invalid;
        }

        var edit = new TagRequest(
            version.Value,
            request.HasNewVersion ? request.NewVersion : RegisterRequest.NextVersion,
            tags.Value!,
            ContractMessages.Read(request.Metadata),
            rules.Value,
            merged.Value,
            [.. request.RulesToRemove],
            caller.Value!);
        return (await call.Ask(new EditTags(caller.Value!, target, edit)))
            .Then(made => new Wire.EditTagsResponse { Version = SchemaMessages.Show(made) });
    }

    /// <summary>1 to 2^31-1, or −1 for the latest, which is also what an absent version means.</summary>
    internal static Outcome<int> VersionOf(bool isGiven, int version) =>
        !isGiven ? RegisterRequest.LatestVersion
        : version is > 0 or RegisterRequest.LatestVersion ? version
        : RegistryErrors.InvalidVersion(version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Wire.CheckCompatibilityResponse Show(CompatibilityAnswer answer) => new()
    {
        IsCompatible = answer.IsCompatible,
        Messages = { answer.Messages },
        Findings =
        {
            answer.Findings.Select(finding => new Wire.Finding
            {
                Rule = finding.Rule,
                Path = finding.Path,
                Message = finding.Message,
                Hint = finding.Hint ?? "",
            }),
        },
    };
}

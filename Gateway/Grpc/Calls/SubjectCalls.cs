using System.Collections.Immutable;
using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Registering, looking up and comparing under a subject.</summary>
internal static class SubjectCalls
{
    public static Task<Outcome<Wire.RegisterResponse>> Register(GrpcCall call, Wire.RegisterRequest request) =>
        GrpcCall.AskSubject<Wire.RegisterResponse>(request.Subject, async (subject, mindsAlias) =>
        {
            if (!subject.IsWritable)
            {
                return RegistryErrors.InvalidSubject(subject.ToString());
            }

            var schema = SchemaMessages.Read(request.Schema);
            var tags = TagMessages.Read(request.TagsToAdd, request.TagsToRemove, request.PropagateTags);
            var caller = GrpcCall.CallerOf(request.RequestId);
            if ((schema.Error ?? tags.Error ?? caller.Error) is { } invalid)
            {
                return invalid;
            }

            var registration = Registration(request, schema.Value!, tags.Value!, caller.Value!, mindsAlias);
            var registered = call.Subject(subject).Register(registration, call.Cancelled);
            return (await call.Schemas.After(subject, registration, registered)).Then(Show);
        });

    /// <summary>The answer to a registration that was answered before by a grain of this process.</summary>
    public static Wire.RegisterResponse? FindKnown(SchemaCache schemas, ISubjectsAtHand? near, Wire.RegisterRequest request)
    {
        if (near is null || request.TagsToAdd.Count > 0 || request.TagsToRemove.Count > 0 || request.PropagateTags)
        {
            return null;
        }

        var (subject, schema) = (SubjectName.Parse(request.Subject), SchemaMessages.Read(request.Schema));
        if (schema.Error is not null || GrpcCall.CallerOf(request.RequestId) is not { Error: null } caller)
        {
            return null;
        }

        var registration = Registration(request, schema.Value!, TagEdits.None, caller.Value!, mindsAlias: true);
        if (near.FindRegistered(subject, registration) is not { } known)
        {
            return null;
        }

        schemas.Registered(subject.Context, known.Id, known.Subject, known.Version);
        return Show(known);
    }

    public static Task<Outcome<Wire.LookupResponse>> Lookup(GrpcCall call, Wire.LookupRequest request) =>
        GrpcCall.AskSubject<Wire.LookupResponse>(request.Subject, async (subject, mindsAlias) =>
        {
            var schema = SchemaMessages.Read(request.Schema);
            if (schema.Error is { } invalid)
            {
                return invalid;
            }

            var lookup = new LookupRequest(schema.Value!, request.Normalize, request.IncludeDeleted, mindsAlias);
            var found = await call.Subject(subject).Lookup(lookup, call.Cancelled);
            return (await TextForms.Apply(call, found, request.Format))
                .Then(version => new Wire.LookupResponse { Version = SchemaMessages.Show(version) });
        });

    public static Task<Outcome<Wire.GetVersionResponse>> GetVersion(GrpcCall call, Wire.GetVersionRequest request) =>
        call.OnSubject<Wire.GetVersionResponse>(request.Subject, async (_, grain) =>
        {
            var version = VersionOf(request.HasVersion, request.Version);
            if (version.Error is { } invalid)
            {
                return invalid;
            }

            var found = await grain.GetVersion(version.Value, request.IncludeDeleted, call.Cancelled);
            if (found.Error is { } missing)
            {
                return missing;
            }

            var shown = (await TextForms.Apply(call, found, request.Format)).Value!;
            var context = SubjectName.Parse(shown.Subject).Context;
            var answer = new Wire.GetVersionResponse { Version = SchemaMessages.Show(shown) };
            answer.Version.Tags.AddRange(await TagMessages.Find(call, context, shown.Id, request.FindTags));
            if (request.QualifyReferences)
            {
                SchemaMessages.Qualify(answer.Version.Schema, context);
            }

            return answer;
        });

    public static Task<Outcome<Wire.FindVersionResponse>> FindVersion(GrpcCall call, Wire.FindVersionRequest request) =>
        call.OnSubject<Wire.FindVersionResponse>(request.Subject, async (_, grain) =>
        {
            var found = await grain.FindByMetadata(request.Properties.ToImmutableArray(), request.IncludeDeleted, call.Cancelled);
            return (await TextForms.Apply(call, found, request.Format))
                .Then(shown => new Wire.FindVersionResponse { Version = SchemaMessages.Show(shown) });
        });

    public static Task<Outcome<Wire.CheckCompatibilityResponse>> Check(GrpcCall call, Wire.CheckCompatibilityRequest request) =>
        GrpcCall.AskSubject<Wire.CheckCompatibilityResponse>(request.Subject, async (subject, mindsAlias) =>
        {
            var schema = SchemaMessages.Read(request.Schema);
            var version = VersionOf(request.HasVersion, request.Version);
            if ((schema.Error ?? version.Error) is { } invalid)
            {
                return invalid;
            }

            int? comparand = request.HasVersion ? version.Value : null;
            var check = new CompatibilityRequest(schema.Value!, comparand, request.Normalize, Verbose: false, mindsAlias);
            return (await call.Subject(subject).CheckCompatibility(check, call.Cancelled)).Then(Show);
        });

    public static Task<Outcome<Wire.EditTagsResponse>> EditTags(GrpcCall call, Wire.EditTagsRequest request) =>
        call.OnSubject<Wire.EditTagsResponse>(request.Subject, async (subject, grain) =>
        {
            var version = VersionOf(request.HasVersion, request.Version);
            var tags = TagMessages.Read(request.TagsToAdd, request.TagsToRemove, propagate: false);
            var (rules, merged) = (ContractMessages.Read(request.RuleSet), ContractMessages.Read(request.RulesToMerge));
            var caller = GrpcCall.CallerOf(request.RequestId);
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
            return (await call.Schemas.After(subject, grain.EditTags(edit, call.Cancelled)))
                .Then(made => new Wire.EditTagsResponse { Version = SchemaMessages.Show(made) });
        });

    /// <summary>1 to 2^31-1, or −1 for the latest, which is also what an absent version means.</summary>
    internal static Outcome<int> VersionOf(bool isGiven, int version) =>
        !isGiven ? RegisterRequest.LatestVersion
        : version is > 0 or RegisterRequest.LatestVersion ? version
        : RegistryErrors.InvalidVersion(version.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static RegisterRequest Registration(
        Wire.RegisterRequest request, SubmittedSchema schema, TagEdits tags, Caller caller, bool mindsAlias) => new(
        schema,
        Version: request.HasVersion ? request.Version : RegisterRequest.NextVersion,
        Id: request.HasId ? request.Id : RegisterRequest.NoId,
        request.Normalize,
        request.Force,
        tags,
        caller,
        mindsAlias);

    private static Wire.RegisterResponse Show(SubjectSchema registered) => new()
    {
        Id = registered.Id,
        Version = registered.Version,
        Guid = registered.Guid.ToString(),
    };

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

using System.Collections.Immutable;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;
using Wire = SchemaRegistry.Gateway.Protos.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Registering, looking up, comparing and deleting under a subject.</summary>
internal static class SubjectCalls
{
    public static Task<Outcome<Wire.RegisterResponse>> Register(GrpcCall call, Wire.RegisterRequest request) =>
        call.OnSubject<Wire.RegisterResponse>(request.Subject, async (subject, grain) =>
        {
            if (!subject.IsWritable)
            {
                return RegistryErrors.InvalidSubject(subject.ToString());
            }

            var schema = SchemaMessages.Read(request.Schema);
            var tags = TagMessages.Read(request);
            var caller = GrpcCall.CallerOf(request.RequestId);
            if ((schema.Error ?? tags.Error ?? caller.Error) is { } invalid)
            {
                return invalid;
            }

            var registration = new RegisterRequest(
                Schema: schema.Value!,
                Version: request.HasVersion ? request.Version : RegisterRequest.NextVersion,
                Id: request.HasId ? request.Id : RegisterRequest.NoId,
                Normalize: request.Normalize,
                Force: request.Force,
                Tags: tags.Value!,
                Caller: caller.Value!);
            return (await call.Schemas.After(subject, registration, grain.Register(registration, call.Cancelled))).Then(registered => new Wire.RegisterResponse
            {
                Id = registered.Id,
                Version = registered.Version,
                Guid = registered.Guid.ToString(),
            });
        });

    public static Task<Outcome<Wire.LookupResponse>> Lookup(GrpcCall call, Wire.LookupRequest request) =>
        call.OnSubject<Wire.LookupResponse>(request.Subject, async (_, grain) =>
        {
            var schema = SchemaMessages.Read(request.Schema);
            if (schema.Error is { } invalid)
            {
                return invalid;
            }

            var lookup = new LookupRequest(schema.Value!, request.Normalize, request.IncludeDeleted);
            var found = await grain.Lookup(lookup, call.Cancelled);
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
        call.OnSubject<Wire.CheckCompatibilityResponse>(request.Subject, async (_, grain) =>
        {
            var schema = SchemaMessages.Read(request.Schema);
            var version = VersionOf(request.HasVersion, request.Version);
            if ((schema.Error ?? version.Error) is { } invalid)
            {
                return invalid;
            }

            int? comparand = request.HasVersion ? version.Value : null;
            var check = new CompatibilityRequest(schema.Value!, comparand, request.Normalize, Verbose: false);
            return (await grain.CheckCompatibility(check, call.Cancelled)).Then(Show);
        });

    public static Task<Outcome<Wire.DeleteVersionResponse>> DeleteVersion(GrpcCall call, Wire.DeleteVersionRequest request) =>
        call.OnSubject<Wire.DeleteVersionResponse>(request.Subject, async (subject, grain) =>
        {
            var version = VersionOf(true, request.Version);
            var caller = GrpcCall.CallerOf(request.RequestId);
            return (version.Error ?? caller.Error) is { } invalid
                ? invalid
                : (await call.Schemas.After(
                    subject, grain.DeleteVersion(version.Value, request.Permanent, caller.Value!, call.Cancelled)))
                    .Then(deleted => new Wire.DeleteVersionResponse { Version = deleted });
        });

    public static Task<Outcome<Wire.DeleteSubjectResponse>> Delete(GrpcCall call, Wire.DeleteSubjectRequest request) =>
        call.OnSubject<Wire.DeleteSubjectResponse>(request.Subject, async (subject, grain) =>
        {
            var caller = GrpcCall.CallerOf(request.RequestId);
            return caller.Error is { } invalid
                ? invalid
                : (await call.Schemas.After(subject, grain.Delete(request.Permanent, caller.Value!, call.Cancelled)))
                    .Then(versions => new Wire.DeleteSubjectResponse { Versions = { versions } });
        });

    public static async Task<Outcome<Wire.DeleteContextResponse>> DeleteContext(GrpcCall call, Wire.DeleteContextRequest request)
    {
        var context = GrpcCall.ContextName(request.Context);
        return new SubjectName(context, "").IsStorable
            ? await call.Scope(context).DeleteContext(GrpcCall.NewCaller(), call.Cancelled).Then(_ => new Wire.DeleteContextResponse())
            : RegistryErrors.InvalidSubject(request.Context);
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

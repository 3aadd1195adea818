using Grpc.Core;
using Grpc.Net.Client;
using SchemaRegistry.Gateway.Tests.Grpc;
using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Support;
using Client = SchemaRegistry.Protocol.V1.SchemaRegistry.SchemaRegistryClient;

namespace SchemaRegistry.Gateway.Tests.BothDoors;

/// <summary>Subjects and schemas over gRPC.</summary>
public sealed partial class GrpcDoor : IDoor
{
    // A stream that brings no more has to end some time.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private readonly GrpcChannel _channel;
    private readonly Client _api;
    private readonly WebhookRegistry.WebhookRegistryClient _webhooks;

    public GrpcDoor(RegistryProcess registry)
    {
        _channel = GrpcChannel.ForAddress(registry.GrpcAddress);
        (_api, _webhooks) = (new Client(_channel), new WebhookRegistry.WebhookRegistryClient(_channel));
    }

    private static CallOptions Call => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Deadline, cancellationToken: TestContext.Current.CancellationToken);

    public void Dispose() => _channel.Dispose();

    public async Task<Registered> Register(string subject, Draft draft)
    {
        var request = new RegisterRequest { Subject = subject, Schema = SchemaOf(draft), Normalize = draft.Normalize, Force = draft.Force };
        if (draft.Version is { } version)
        {
            request.Version = version;
        }

        if (draft.Id is { } id)
        {
            request.Id = id;
        }

        var answer = await Ask(_api.RegisterAsync(request, Call));
        return new Registered(answer.Id, answer.Version, answer.Guid);
    }

    public async Task<Shown> LookUp(string subject, Draft draft, bool deleted)
    {
        var request = new LookupRequest
        {
            Subject = subject, Schema = SchemaOf(draft), Normalize = draft.Normalize, IncludeDeleted = deleted,
        };
        return Read((await Ask(_api.LookupAsync(request, Call))).Version);
    }

    public async Task<Shown> Get(string subject, int version, bool deleted, Form? form)
    {
        var request = new GetVersionRequest { Subject = subject, Version = version, IncludeDeleted = deleted };
        (request.Format, request.QualifyReferences) = (form?.Format ?? "", form?.Qualified ?? false);
        request.FindTags.Add(TagsOf(form));
        return Read((await Ask(_api.GetVersionAsync(request, Call))).Version);
    }

    public async Task<Shown> Find(string subject, string key, string value, bool deleted)
    {
        var request = new FindVersionRequest { Subject = subject, Properties = { [key] = value }, IncludeDeleted = deleted };
        return Read((await Ask(_api.FindVersionAsync(request, Call))).Version);
    }

    public Task<IReadOnlyList<int>> Versions(string subject, View view) => All(
        _api.ListVersions(new ListVersionsRequest { Subject = subject, Deleted = (DeletedView)view }, Call), listed => listed.Version);

    public Task<IReadOnlyList<int>> Referrers(string subject, int version, bool deleted)
    {
        var request = new ListReferrersRequest { Subject = subject, Version = version, IncludeDeleted = deleted };
        return All(_api.ListReferrers(request, Call), listed => listed.Id.Id);
    }

    public Task<Shown> ById(int id, string subject, string context, Form? form)
    {
        var request = new GetSchemaRequest { Id = new SchemaId { Context = context, Id = id }, Subject = subject };
        (request.Format, request.QualifyReferences) = (form?.Format ?? "", form?.Qualified ?? false);
        request.FetchMaxId = form?.MaxId ?? false;
        request.FindTags.Add(TagsOf(form));
        return Get(request);
    }

    public Task<Shown> ByGuid(string guid, string subject) => Get(new GetSchemaRequest { Guid = guid, Subject = subject });

    public Task<IReadOnlyList<string>> Ids(string guid) =>
        All(_api.ListSchemaIds(new ListSchemaIdsRequest { Guid = guid }, Call), listed => $"{listed.Id.Context}/{listed.Id.Id}");

    public Task<IReadOnlyList<string>> Uses(int id, string context, bool deleted)
    {
        var request = new ListSchemaUsesRequest { Id = new SchemaId { Context = context, Id = id }, IncludeDeleted = deleted };
        return All(_api.ListSchemaUses(request, Call), listed => $"{listed.Use.Subject}/{listed.Use.Version}");
    }

    public async Task<bool> IsCompatible(string subject, Draft draft, int? version)
    {
        var request = new CheckCompatibilityRequest { Subject = subject, Schema = SchemaOf(draft), Normalize = draft.Normalize };
        if (version is { } number)
        {
            request.Version = number;
        }

        return (await Ask(_api.CheckCompatibilityAsync(request, Call))).IsCompatible;
    }

    public async Task<int> Tag(string subject, string field, string tag, int version)
    {
        var entity = new EntityTags { Path = field, Kind = EntityKind.Field, Tags = { tag } };
        var request = new EditTagsRequest { Subject = subject, Version = version, TagsToAdd = { entity } };
        return (await Ask(_api.EditTagsAsync(request, Call))).Version.Version;
    }

    public async Task<int> DeleteVersion(string subject, int version, bool permanent)
    {
        var request = new DeleteVersionRequest { Subject = subject, Version = version, Permanent = permanent };
        return (await Ask(_api.DeleteVersionAsync(request, Call))).Version;
    }

    public async Task<IReadOnlyList<int>> DeleteSubject(string subject, bool permanent)
    {
        var request = new DeleteSubjectRequest { Subject = subject, Permanent = permanent };
        return [.. (await Ask(_api.DeleteSubjectAsync(request, Call))).Versions];
    }

    public Task DeleteContext(string context) => Ask(_api.DeleteContextAsync(new DeleteContextRequest { Context = context }, Call));

    public async Task<Shown> Restore(string subject, int version) =>
        Read((await Ask(_api.RestoreVersionAsync(new RestoreVersionRequest { Subject = subject, Version = version }, Call))).Version);

    private static string[] TagsOf(Form? form) => form is { FindTags: { Length: > 0 } tag } ? [tag] : [];

    private static Schema SchemaOf(Draft draft)
    {
        var schema = new Schema { Type = Words.Read<SchemaType>(draft.Type), Text = draft.Text };
        schema.References.Add(draft.References.Select(reference => new SchemaReference
        {
            Name = reference.name, Subject = reference.subject, Version = reference.version,
        }));
        if (draft.Property is { } pair)
        {
            schema.Metadata = new Protocol.V1.Metadata { Properties = { [pair.Key] = pair.Value } };
        }

        if (draft.Rules.Length > 0)
        {
            schema.RuleSet = new RuleSet { DomainRules = { draft.Rules.Select(name => new Rule { Name = name, Type = "CEL" }) } };
        }

        return schema;
    }

    private async Task<Shown> Get(GetSchemaRequest request)
    {
        var answer = await Ask(_api.GetSchemaAsync(request, Call));
        var shown = Read(new SchemaVersion { Guid = answer.Guid, Schema = answer.Schema, Tags = { answer.Tags } });
        return shown with
        {
            Subject = answer.Use?.Subject ?? "",
            Version = answer.Use?.Version ?? 0,
            Deleted = answer.Use?.Deleted ?? false,
            MaxId = answer.HasMaxId ? answer.MaxId : null,
        };
    }

    private static Shown Read(SchemaVersion version) => new(version.Subject, version.Version, version.Guid, version.Schema.Text)
    {
        Type = Words.Of(version.Schema.Type),
        Deleted = version.Deleted,
        References = [.. version.Schema.References.Select(reference => reference.Subject)],
        Properties = [.. version.Schema.Metadata?.Properties.Select(pair => $"{pair.Key}={pair.Value}") ?? []],
        Tags = [.. version.Tags.Select(entity => $"{entity.Path}:{entity.Tags[0]}")],
    };

    private static async Task<T> Ask<T>(AsyncUnaryCall<T> call)
    {
        try
        {
            return await call.ResponseAsync;
        }
        catch (RpcException refusal)
        {
            throw new RefusedException(GrpcTests.Read(refusal).Code, refusal.Status.Detail);
        }
    }

    private static async Task<IReadOnlyList<TShown>> All<T, TShown>(AsyncServerStreamingCall<T> call, Func<T, TShown> show)
    {
        try
        {
            return [.. (await GrpcTests.All(call)).Select(show)];
        }
        catch (RpcException refusal)
        {
            throw new RefusedException(GrpcTests.Read(refusal).Code, refusal.Status.Detail);
        }
    }
}

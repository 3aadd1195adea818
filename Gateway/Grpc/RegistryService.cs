using Grpc.Core;
using SchemaRegistry.Gateway.Grpc.Calls;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>The service <c>schemaregistry.v1.SchemaRegistry</c>: each RPC, the right it takes, and what answers it.</summary>
internal sealed class RegistryService(CallRunner run, LocalAnswers answers) : Protocol.V1.SchemaRegistry.SchemaRegistryBase
{
    [Needs(Right.RegisterSchemas)]
    public override Task<RegisterResponse> Register(RegisterRequest request, ServerCallContext context)
    {
        var registration = RegistrationCalls.Read(request, context);
        return RegistrationCalls.FindKnown(answers, registration) is { } known
            ? Task.FromResult(known)
            : run.Answer(context, call => RegistrationCalls.Register(call, registration));
    }

    [Needs(Right.RegisterSchemas)]
    public override Task RegisterStream(
        IAsyncStreamReader<RegisterStreamRequest> requestStream,
        IServerStreamWriter<RegisterStreamResponse> responseStream,
        ServerCallContext context) =>
        run.Pipeline(
            context,
            requestStream,
            responseStream,
            StreamCalls.Register,
            (request, error) => new RegisterStreamResponse { CorrelationId = request.CorrelationId, Error = error.ToMessage() });

    [Needs(Right.ReadSchemas)]
    public override Task<LookupResponse> Lookup(LookupRequest request, ServerCallContext context) =>
        run.Answer(context, call => SubjectCalls.Lookup(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task LookupStream(
        IAsyncStreamReader<LookupStreamRequest> requestStream,
        IServerStreamWriter<LookupStreamResponse> responseStream,
        ServerCallContext context) =>
        run.Pipeline(
            context,
            requestStream,
            responseStream,
            StreamCalls.Lookup,
            (request, error) => new LookupStreamResponse { CorrelationId = request.CorrelationId, Error = error.ToMessage() });

    [Needs(Right.ReadSchemas)]
    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        SchemaCalls.FindKnown(answers, context.Reader(), request) is { } known
            ? Task.FromResult(known)
            : run.Answer(context, call => SchemaCalls.Read(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task<BatchGetSchemasResponse> BatchGetSchemas(BatchGetSchemasRequest request, ServerCallContext context) =>
        run.Answer(context, call => SchemaCalls.GetAll(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListSchemaIds(
        ListSchemaIdsRequest request, IServerStreamWriter<ListSchemaIdsResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Ids(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListSchemaUses(
        ListSchemaUsesRequest request, IServerStreamWriter<ListSchemaUsesResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Uses(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListSchemas(
        ListSchemasRequest request, IServerStreamWriter<ListSchemasResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Schemas(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task<GetVersionResponse> GetVersion(GetVersionRequest request, ServerCallContext context) =>
        run.Answer(context, call => SubjectCalls.GetVersion(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task<FindVersionResponse> FindVersion(FindVersionRequest request, ServerCallContext context) =>
        run.Answer(context, call => SubjectCalls.FindVersion(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListVersions(
        ListVersionsRequest request, IServerStreamWriter<ListVersionsResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Versions(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListReferrers(
        ListReferrersRequest request, IServerStreamWriter<ListReferrersResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Referrers(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListSubjects(
        ListSubjectsRequest request, IServerStreamWriter<ListSubjectsResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Subjects(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task ListContexts(
        ListContextsRequest request, IServerStreamWriter<ListContextsResponse> responseStream, ServerCallContext context) =>
        run.List(context, responseStream, call => ListCalls.Contexts(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task<CheckCompatibilityResponse> CheckCompatibility(CheckCompatibilityRequest request, ServerCallContext context) =>
        run.Answer(context, call => SubjectCalls.Check(call, request));

    [Needs(Right.RegisterSchemas)]
    public override Task<EditTagsResponse> EditTags(EditTagsRequest request, ServerCallContext context) =>
        run.Answer(context, call => SubjectCalls.EditTags(call, request));

    [Needs(Right.DeleteSchemas)]
    public override Task<RestoreVersionResponse> RestoreVersion(RestoreVersionRequest request, ServerCallContext context) =>
        run.Answer(context, call => DeletionCalls.RestoreVersion(call, request));

    [Needs(Right.DeleteSchemas)]
    public override Task<DeleteVersionResponse> DeleteVersion(DeleteVersionRequest request, ServerCallContext context) =>
        run.Answer(context, call => DeletionCalls.DeleteVersion(call, request));

    [Needs(Right.DeleteSchemas)]
    public override Task<DeleteSubjectResponse> DeleteSubject(DeleteSubjectRequest request, ServerCallContext context) =>
        run.Answer(context, call => DeletionCalls.DeleteSubject(call, request));

    [Needs(Right.DeleteSchemas)]
    public override Task<DeleteContextResponse> DeleteContext(DeleteContextRequest request, ServerCallContext context) =>
        run.Answer(context, call => DeletionCalls.DeleteContext(call, request));

    [Needs(Right.ReadSettings)]
    public override Task<GetConfigResponse> GetConfig(GetConfigRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.GetConfig(call, request));

    [Needs(Right.ChangeSettings)]
    public override Task<UpdateConfigResponse> UpdateConfig(UpdateConfigRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.UpdateConfig(call, request));

    [Needs(Right.ChangeSettings)]
    public override Task<DeleteConfigResponse> DeleteConfig(DeleteConfigRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.DeleteConfig(call, request));

    [Needs(Right.ReadSettings)]
    public override Task<GetModeResponse> GetMode(GetModeRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.GetMode(call, request));

    [Needs(Right.ChangeMode)]
    public override Task<SetModeResponse> SetMode(SetModeRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.SetMode(call, request));

    [Needs(Right.ChangeMode)]
    public override Task<DeleteModeResponse> DeleteMode(DeleteModeRequest request, ServerCallContext context) =>
        run.Answer(context, call => SettingsCalls.DeleteMode(call, request));

    [Needs(Right.ReadSchemas)]
    public override Task Watch(WatchRequest request, IServerStreamWriter<WatchResponse> responseStream, ServerCallContext context) =>
        run.Endless(context, call => WatchCalls.Run(call, request, responseStream));

    [Needs(Right.None)]
    public override Task<GetServerInfoResponse> GetServerInfo(GetServerInfoRequest request, ServerCallContext context) =>
        run.Answer(context, call => ServerCalls.Info(call, request));
}

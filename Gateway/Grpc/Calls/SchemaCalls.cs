using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Schemas;
using Wire = SchemaRegistry.Gateway.Protos.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Schemas by id and by GUID, one or many.</summary>
internal static class SchemaCalls
{
    private const int MaxBatch = 1_000;
    private const int AtOnce = 16;

    public static Task<Outcome<Wire.GetSchemaResponse>> Get(GrpcCall call, Wire.GetSchemaRequest request) => request.KeyCase switch
    {
        Wire.GetSchemaRequest.KeyOneofCase.Id => GetById(call, request),
        Wire.GetSchemaRequest.KeyOneofCase.Guid => GetByGuid(call, request),
        _ => Task.FromResult<Outcome<Wire.GetSchemaResponse>>(GrpcErrors.Missing("key")),
    };

    public static async Task<Outcome<Wire.BatchGetSchemasResponse>> GetAll(GrpcCall call, Wire.BatchGetSchemasRequest request)
    {
        if (request.Requests.Count > MaxBatch)
        {
            return GrpcErrors.Invalid($"A batch holds at most {MaxBatch} requests");
        }

        var answer = new Wire.BatchGetSchemasResponse();
        var size = 0L;
        foreach (var chunk in request.Requests.Chunk(AtOnce))
        {
            foreach (var outcome in await Task.WhenAll(chunk.Select(one => Get(call, one))))
            {
                var result = outcome.Error is { } error
                    ? new Wire.BatchGetSchemasResponse.Types.Result { Error = error.ToMessage() }
                    : new Wire.BatchGetSchemasResponse.Types.Result { Schema = outcome.Value };
                size += result.CalculateSize();
                if (size > call.Options.MaxRequestBytes)
                {
                    return GrpcErrors.TooLarge(call.Options.MaxRequestBytes);
                }

                answer.Results.Add(result);
            }
        }

        return answer;
    }

    public static async Task<Outcome<SchemaById>> Find(GrpcCall call, Wire.SchemaId? key)
    {
        if (key is null)
        {
            return GrpcErrors.Missing("id");
        }

        var context = GrpcCall.ContextName(key.Context);
        return key.Id > 0
            && new SubjectName(context, "").IsStorable
            && await call.Reader.FindSchema(context, key.Id, call.Cancelled) is { } schema
                ? schema
                : RegistryErrors.SchemaNotFound(key.Id);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> GetById(GrpcCall call, Wire.GetSchemaRequest request)
    {
        var found = await Find(call, request.Id);
        return found.Error is { } error ? error : await Show(call, request, found.Value!, request.Id.Id);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> GetByGuid(GrpcCall call, Wire.GetSchemaRequest request)
    {
        if (!Guid.TryParseExact(request.Guid, "D", out var guid))
        {
            return RegistryErrors.SchemaNotFound(request.Guid);
        }

        var ids = await call.Reader.FindIds(guid, call.Cancelled);
        var context = request.Subject.Length == 0 ? null : SubjectName.Parse(request.Subject).Context;
        var key = ids.FirstOrDefault(id => context is null || id.Context == context);
        return key is not null && await call.Reader.FindSchema(key.Context, key.Id, call.Cancelled) is { } schema
            ? await Show(call, request, schema, request.Guid)
            : RegistryErrors.SchemaNotFound(request.Guid);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> Show(
        GrpcCall call, Wire.GetSchemaRequest request, SchemaById schema, object key)
    {
        var subject = request.Subject.Length == 0 ? null : SubjectName.ParseWithin(schema.Context, request.Subject).ToString();
        var use = ShownUse(schema, subject);
        if (use is null && subject is not null)
        {
            return RegistryErrors.SchemaNotFound(key);
        }

        var content = await TextForms.Apply(call, schema.Context, schema.Id, schema.Content, request.Format);
        var answer = new Wire.GetSchemaResponse
        {
            Id = SchemaMessages.Id(schema.Context, schema.Id),
            Guid = schema.Guid.ToString(),
            Schema = SchemaMessages.Show(content),
            Use = use is null ? null : SchemaMessages.Show(use),
        };
        answer.Tags.AddRange(await TagMessages.Find(call, schema.Context, schema.Id, request.FindTags));
        if (request.QualifyReferences)
        {
            SchemaMessages.Qualify(answer.Schema, schema.Context);
        }

        if (request.FetchMaxId)
        {
            answer.MaxId = await call.Reader.MaxId(schema.Context, call.Cancelled);
        }

        return answer;
    }

    // One that is not deleted is shown rather than one that is.
    private static SubjectUse? ShownUse(SchemaById schema, string? subject)
    {
        SubjectUse? shown = null;
        foreach (var use in schema.Uses)
        {
            if ((subject is null || use.Subject == subject) && (shown is null || (shown.Deleted && !use.Deleted)))
            {
                shown = use;
            }
        }

        return shown;
    }
}

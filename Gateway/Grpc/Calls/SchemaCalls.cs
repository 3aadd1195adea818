using SchemaRegistry.Gateway.Caching;
using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

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

    /// <summary>The answer to a request in its plain form, when it is in memory.</summary>
    public static Wire.GetSchemaResponse? FindKnown(SchemaCache schemas, Wire.GetSchemaRequest request) =>
        request.KeyCase == Wire.GetSchemaRequest.KeyOneofCase.Id
        && request.Id.Context is "" or SubjectName.DefaultContext
        && !request.Subject.StartsWith(':')
        && IsPlain(request)
            ? schemas.Find(SubjectName.DefaultContext, request.Id.Id, request.Subject)?.Message()
            : null;

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
            && await call.Reader.FindSchemaFresh(context, key.Id, call.Cancelled) is { } schema
                ? schema
                : RegistryErrors.SchemaNotFound(key.Id);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> GetById(GrpcCall call, Wire.GetSchemaRequest request)
    {
        if (request.Id is not { } key)
        {
            return GrpcErrors.Missing("id");
        }

        var context = GrpcCall.ContextName(key.Context);
        if (key.Id <= 0 || !new SubjectName(context, "").IsStorable)
        {
            return RegistryErrors.SchemaNotFound(key.Id);
        }

        var asked = AskedIn(context, request.Subject);
        var shown = call.Schemas.Find(context, key.Id, asked) ?? await call.Schemas.Get(
            context, key.Id, asked, schema => UseFor(schema, asked), call.Cancelled);
        shown ??= key.Context.Length == 0 ? await FindElsewhere(call, asked, key.Id) : null;
        return shown is null ? RegistryErrors.SchemaNotFound(key.Id) : await Show(call, request, shown);
    }

    // A subject named without a context, together with an id that was not given one either, may lie in any (reference 2.4).
    private static async Task<ShownSchema?> FindElsewhere(GrpcCall call, string asked, int id)
    {
        if (SubjectName.Parse(asked) is not { IsDefaultContext: true, Name.Length: > 0 } subject || !subject.IsStorable)
        {
            return null;
        }

        foreach (var context in await call.Reader.FindContexts(subject.Name, call.Cancelled))
        {
            var there = (subject with { Context = context }).ToString();
            if (context != SubjectName.DefaultContext
                && await call.Schemas.Get(context, id, there, schema => UseFor(schema, there), call.Cancelled) is { } shown)
            {
                return shown;
            }
        }

        return null;
    }

    private static ShownUse? UseFor(SchemaById schema, string asked)
    {
        var use = ShownUse.Of(schema, asked.Length == 0 ? null : asked);
        return use is null && asked.Length > 0 ? null : new ShownUse(use);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> GetByGuid(GrpcCall call, Wire.GetSchemaRequest request)
    {
        if (!Guid.TryParseExact(request.Guid, "D", out var guid))
        {
            return RegistryErrors.SchemaNotFound(request.Guid);
        }

        var ids = await call.Reader.FindIds(guid, call.Cancelled);
        var context = request.Subject.Length == 0 ? null : SubjectName.Parse(request.Subject).Context;
        var known = ids.Where(id => context is null || id.Context == context).Take(1).ToArray();
        return known is [var key] && await call.Reader.FindSchema(key.Context, key.Id, call.Cancelled) is { } schema
            && UseFor(schema, AskedIn(schema.Context, request.Subject)) is { } use
            ? await Show(call, request, new ShownSchema(schema, asked: "", use.Use))
            : RegistryErrors.SchemaNotFound(request.Guid);
    }

    private static bool IsPlain(Wire.GetSchemaRequest request) =>
        request.Format.Length == 0 && !request.FetchMaxId && !request.QualifyReferences && request.FindTags.Count == 0;

    private static string AskedIn(string context, string subject) =>
        subject.Length == 0 ? "" : SubjectName.ParseWithin(context, subject).ToString();

    private static async Task<Outcome<Wire.GetSchemaResponse>> Show(GrpcCall call, Wire.GetSchemaRequest request, ShownSchema shown)
    {
        if (IsPlain(request))
        {
            return shown.Message();
        }

        var (answer, schema) = (shown.Message().Clone(), shown.Schema);
        var content = await TextForms.Apply(call, schema.Context, schema.Id, schema.Content, request.Format);
        answer.Schema.Text = content.Text;
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
}

using SchemaRegistry.Gateway.Grpc.Messages;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Registry.Schemas;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using Wire = SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Grpc.Calls;

/// <summary>Schemas by id and by GUID, one or many.</summary>
internal static class SchemaCalls
{
    private const int MaxBatch = 1_000;
    private const int MostAtOnce = 16;
    private const int ReadAtOnce = 256 << 10;

    public static Task<Outcome<Wire.GetSchemaResponse>> Get(GrpcCall call, Wire.GetSchemaRequest request) =>
        FindKnown(call.LocalAnswers, call.Reader, request) is { } known
            ? Task.FromResult<Outcome<Wire.GetSchemaResponse>>(known)
            : Read(call, request);

    /// <summary>The answer to a request in its plain form, when it is in memory and short. Long ones are weighed on the long way.</summary>
    public static Wire.GetSchemaResponse? FindKnown(LocalAnswers answers, Caller caller, Wire.GetSchemaRequest request) =>
        request.KeyCase == Wire.GetSchemaRequest.KeyOneofCase.Id
        && request.Id.Context is "" or SubjectName.DefaultContext
        && !request.Subject.StartsWith(':')
        && !request.FetchMaxId
        && FormOf(request).IsStored
            && answers.FindSchema(caller, SubjectName.DefaultContext, request.Id.Id, request.Subject) is { Weight: <= TrafficBudget.Short } shown
                ? shown.Message()
                : null;

    public static Task<Outcome<Wire.GetSchemaResponse>> Read(GrpcCall call, Wire.GetSchemaRequest request) => request.KeyCase switch
    {
        Wire.GetSchemaRequest.KeyOneofCase.Id => ReadById(call, request),
        Wire.GetSchemaRequest.KeyOneofCase.Guid => ReadByGuid(call, request),
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
        while (answer.Results.Count < request.Requests.Count)
        {
            var chunk = request.Requests.Skip(answer.Results.Count).Take(AtOnce(answer.Results.Count, size));
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

            if (!await call.Weigh(size))
            {
                return NoRoom.Unread;
            }
        }

        return answer;
    }

    // One first, as how long schemas are is not known yet; then about as many as come to a quarter of a megabyte.
    private static int AtOnce(int soFar, long size) =>
        soFar == 0 ? 1 : (int)Math.Clamp(ReadAtOnce / Math.Max(1, size / soFar), 1, MostAtOnce);

    private static async Task<Outcome<Wire.GetSchemaResponse>> ReadById(GrpcCall call, Wire.GetSchemaRequest request)
    {
        if (request.Id is not { } key)
        {
            return GrpcErrors.Missing("id");
        }

        // A context in the subject's place, such as ":.:", stands for whatever uses the id in it.
        var named = ContextName.Read(key.Context);
        if (named.Error is { } invalid)
        {
            return invalid;
        }

        var context = named.Value!;
        var subject = SubjectName.ParseWithin(context, request.Subject);
        if (key.Id <= 0 || !subject.IsStorable)
        {
            return RegistryErrors.SchemaNotFound(key.Id);
        }

        // Which context was meant is open only where the id names none; then the subject says it.
        var namesContext = key.Context.Length > 0;
        var operation = new ReadSchema(call.Reader, Target.Named(subject), key.Id, Asked: subject.IsContext ? "" : subject.ToString())
        {
            SearchesContexts = !namesContext,
            WantsMaxId = request.FetchMaxId,
            Form = FormOf(request),
        };
        var found = await call.Ask(operation);

        // The subject may be of another context, where the id is another one, and so may be what it is an alias of.
        return found.Value is { Shown.Schema.Context: var there } && namesContext && there != context
            ? RegistryErrors.SchemaNotFound(key.Id)
            : found.Then(Show);
    }

    private static async Task<Outcome<Wire.GetSchemaResponse>> ReadByGuid(GrpcCall call, Wire.GetSchemaRequest request)
    {
        if (!Guid.TryParseExact(request.Guid, "D", out var guid))
        {
            return RegistryErrors.SchemaNotFound(request.Guid);
        }

        var target = request.Subject.Length > 0 ? Target.Named(SubjectName.Parse(request.Subject)) : Target.Everything;
        var found = await call.Ask(
            new ReadSchemaByGuid(call.Reader, target, guid) { WantsMaxId = request.FetchMaxId, Form = FormOf(request) });
        return found.Error is { Status: 404 } ? RegistryErrors.SchemaNotFound(request.Guid) : found.Then(Show);
    }

    private static SchemaForm FormOf(Wire.GetSchemaRequest request) =>
        SchemaMessages.FormOf(request.Format, request.QualifyReferences, request.FindTags);

    private static Wire.GetSchemaResponse Show(FoundSchema found)
    {
        if (found.IsStored)
        {
            return found.Shown.Message();
        }

        var answer = found.Shown.Message().Clone();
        answer.Schema = SchemaMessages.Show(found.Content);
        TagMessages.Add(answer.Tags, found.Tags);
        if (found.MaxId is { } maxId)
        {
            answer.MaxId = maxId;
        }

        return answer;
    }
}

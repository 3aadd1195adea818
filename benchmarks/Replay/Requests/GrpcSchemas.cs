using SchemaRegistry.Protocol.V1;
using SchemaRegistry.Replay.Doors;

namespace SchemaRegistry.Replay.Requests;

/// <summary>What is asked of ids, and lists, over gRPC.</summary>
internal static class GrpcSchemas
{
    public static IEnumerable<Step> ById(Dice dice)
    {
        yield return dice.Chance(0.8)
            ? Calls.Unary(Schema(dice, byGuid: false), static (api, request, options) => api.GetSchemaAsync(request, options))
            : Calls.List(
                new ListSchemaUsesRequest { Id = Id(dice), IncludeDeleted = dice.Chance(0.3) },
                static (api, request, options) => api.ListSchemaUses(request, options));
    }

    public static IEnumerable<Step> ByGuid(Dice dice)
    {
        yield return dice.Chance(0.6)
            ? Calls.Unary(Schema(dice, byGuid: true), static (api, request, options) => api.GetSchemaAsync(request, options))
            : Calls.List(new ListSchemaIdsRequest { Guid = Guid(dice) }, static (api, request, options) => api.ListSchemaIds(request, options));
    }

    public static IEnumerable<Step> Batch(Dice dice)
    {
        var request = new BatchGetSchemasRequest { Requests = { Enumerable.Range(0, 1 + dice.Next(6)).Select(_ => Schema(dice, dice.Chance(0.2))) } };
        yield return Calls.Unary(request, static (api, message, options) => api.BatchGetSchemasAsync(message, options));
    }

    public static IEnumerable<Step> Lists(Dice dice)
    {
        var (context, prefix) = (dice.Pick("", "", ".eu", "team-a", ".nowhere"), dice.Pick("", "", "t-", "o", "zzz"));
        var limit = dice.Pick(0, 3, 7, 50, dice.Chance(0.2) ? -1 : 0);
        yield return dice.Next(4) switch
        {
            0 => Calls.List(
                new ListContextsRequest { Prefix = dice.Pick("", ".i"), Limit = dice.Pick(0, 2), AfterContext = dice.Pick("", "", ".eu") },
                static (api, request, options) => api.ListContexts(request, options)),
            1 or 2 => Calls.List(
                new ListSubjectsRequest
                {
                    Context = context,
                    AllContexts = dice.Chance(0.3),
                    NamePrefix = prefix,
                    Deleted = dice.Pick(DeletedView.Unspecified, DeletedView.Include, DeletedView.Only),
                    Limit = limit,
                    AfterSubject = dice.Pick("", "", "t-1", ":.eu:t-1"),
                },
                static (api, request, options) => api.ListSubjects(request, options)),
            _ => Calls.List(
                new ListSchemasRequest
                {
                    Context = context,
                    AllContexts = dice.Chance(0.3),
                    NamePrefix = prefix,
                    IncludeDeleted = dice.Chance(0.3),
                    LatestOnly = dice.Chance(0.5),
                    Limit = limit == 0 ? 10 : limit,
                    AfterSubject = dice.Pick("", "", "t-1"),
                    AfterVersion = dice.Pick(0, 0, 1),
                    RuleType = dice.Pick("", "", "CEL"),
                },
                static (api, request, options) => api.ListSchemas(request, options)),
        };
    }

    public static IEnumerable<Step> Server(Dice dice)
    {
        yield return dice.Chance(0.5)
            ? Calls.Unary(new GetServerInfoRequest(), static (api, request, options) => api.GetServerInfoAsync(request, options))
            : Calls.Unary(
                new DeleteContextRequest { Context = dice.Pick(".eu", ".nowhere", ".import-3", "") },
                static (api, request, options) => api.DeleteContextAsync(request, options));
    }

    public static GetSchemaRequest Schema(Dice dice, bool byGuid)
    {
        var request = new GetSchemaRequest
        {
            Subject = dice.Chance(0.7) ? "" : dice.Pick(Names.AnySubject(dice), "alias-1", ":.eu:alias-3"),
            Format = dice.Chance(0.8) ? "" : dice.Pick("resolved", "serialized"),
            FetchMaxId = dice.Chance(0.2),
            QualifyReferences = dice.Chance(0.2),
        };
        if (byGuid)
        {
            request.Guid = Guid(dice);
        }
        else if (dice.Chance(0.98))
        {
            request.Id = Id(dice);
        }

        if (dice.Chance(0.1))
        {
            request.FindTags.Add("PII");
        }

        return request;
    }

    private static SchemaId Id(Dice dice)
    {
        var context = dice.Pick("", "", ".", ".eu", "team-a", ".import-1");
        return new SchemaId { Context = context, Id = Names.Id(dice, context) };
    }

    private static string Guid(Dice dice) => dice.Chance(0.9) ? $"{{guid:{dice.Next(200)}}}" : dice.Pick("x", "00000000-0000-0000-0000-000000000001");
}

using System.Collections.Immutable;
using SchemaRegistry.Gateway.Registry.Changes;
using SchemaRegistry.Gateway.Rest.Lists;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Rest.Changes;

/// <summary>What a request for changes asks for.</summary>
internal static class ChangesQuery
{
    private const int DefaultLimit = 500;
    private const int MaxLimit = 1_000;
    private const int MaxWaitSeconds = 60;
    private const string LastEventId = "Last-Event-ID";

    /// <summary>The request; its wait may be longer than one call takes.</summary>
    public static Outcome<ChangesRequest> Read(RestCall call)
    {
        var query = call.Query;
        if (!query.TryInt("limit", DefaultLimit, out var limit) || limit is < 1 or > MaxLimit)
        {
            return RestErrors.BadRequest($"limit must be a number from 1 to {MaxLimit}");
        }

        if (!query.TryInt("wait", 0, out var wait) || wait is < 0 or > MaxWaitSeconds)
        {
            return RestErrors.BadRequest($"wait must be a number of seconds from 0 to {MaxWaitSeconds}");
        }

        if (!query.TryInt("heartbeat", FollowChanges.DefaultHeartbeatSeconds, out var heartbeat)
            || heartbeat is < 1 or > FollowChanges.MaxHeartbeatSeconds)
        {
            return RestErrors.BadRequest($"heartbeat must be a number of seconds from 1 to {FollowChanges.MaxHeartbeatSeconds}");
        }

        if (query.Text("from") is not (null or "" or "now" or "start"))
        {
            return RestErrors.BadRequest("from must be 'now' or 'start'");
        }

        var types = TypesOf(query);
        if (types.Error is { } unknown)
        {
            return unknown;
        }

        var (context, prefix) = ScopeOf(call);
        var start = query.Text("from") == "start" ? ChangesStart.Beginning : ChangesStart.Now;
        return new ChangesRequest(TokenOf(call), start, context, prefix, types.Value, limit, TimeSpan.FromSeconds(wait));
    }

    /// <summary>How long a stream may be silent; of a request that was read.</summary>
    public static TimeSpan SilenceOf(RestCall call)
    {
        call.Query.TryInt("heartbeat", FollowChanges.DefaultHeartbeatSeconds, out var seconds);
        return TimeSpan.FromSeconds(seconds);
    }

    // A stream that is taken up again repeats its first address; what it brings beside says how far it came.
    private static string? TokenOf(RestCall call) =>
        call.Http.Request.Headers[LastEventId] is [{ Length: > 0 } last] ? last
        : call.Query.Text("after") is { Length: > 0 } after ? after
        : null;

    private static (string? Context, string NamePrefix) ScopeOf(RestCall call)
    {
        if (call.Query.Text("context") is not { Length: > 0 } context)
        {
            var listed = ListPrefix.FilterOf(call.Query, ListPrefix.AllContexts);
            return (listed.Context, listed.NamePrefix);
        }

        var dotted = context.StartsWith('.') ? context : "." + context;
        var name = SubjectName.ParseWithin(dotted, call.Query.Text("subjectPrefix") ?? "");
        return (name.Context, name.Name);
    }

    private static Outcome<ImmutableArray<ChangeType>> TypesOf(RestQuery query)
    {
        var types = ImmutableArray.CreateBuilder<ChangeType>();
        foreach (var name in query.All("kind").SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries)))
        {
            if (ChangeTypeNames.Find(name) is not { } type)
            {
                return RestErrors.BadRequest($"kind '{name}' is none of {string.Join(", ", ChangeTypeNames.All)}");
            }

            types.Add(type);
        }

        return types.ToImmutable();
    }
}

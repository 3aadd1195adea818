using Microsoft.AspNetCore.Http;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>Who asks, by the request that they ask with. Until callers are known by name they are all the same one.</summary>
internal static class Callers
{
    private const string Nobody = "anonymous";
    private static readonly Caller Reader = new(Nobody, Guid.Empty);

    /// <summary>Who reads, which leaves no trace in the change log.</summary>
    public static Caller Reading(HttpContext http) => Reader;

    /// <summary>Who makes a change, under a new request id, so that it can be told from every other.</summary>
    public static Caller Changing(HttpContext http) => new(Nobody, Guid.CreateVersion7());

    /// <summary>Who makes a change that may have been sent before, under an id that its sender chose.</summary>
    public static Caller ChangingAgain(HttpContext http, Guid requestId) => new(Nobody, requestId, IsRetry: true);
}

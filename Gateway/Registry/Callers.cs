using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Registry;

/// <summary>Who asks. Until callers are known by name they are all the same one.</summary>
internal static class Callers
{
    private const string Nobody = "anonymous";

    /// <summary>For reads, which leave no trace in the change log.</summary>
    public static readonly Caller Anonymous = new(Nobody, Guid.Empty);

    /// <summary>For a change, under a new request id, so that it can be told from every other.</summary>
    public static Caller New() => new(Nobody, Guid.CreateVersion7());

    /// <summary>For a change that may have been sent before, under an id that its sender chose.</summary>
    public static Caller Again(Guid requestId) => new(Nobody, requestId, IsRetry: true);
}

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>Who asks, and under which request id; a retry of the same request bears the same id.</summary>
[GenerateSerializer, Immutable, Alias("sr.caller")]
public sealed record Caller(string Actor, Guid RequestId, bool IsRetry = false);

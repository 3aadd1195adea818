namespace SchemaRegistry.Storage.Contents;

/// <summary>Every id of a context, 1 to 2^31-1, has been given out.</summary>
public sealed class IdsExhaustedException(string context) : Exception($"Context {context} has no ids left.");

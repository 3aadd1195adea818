using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Commits;

/// <summary>What was set before it was removed, so that a retried removal is answered as the first one was.</summary>
public sealed record RemovedSettings(RegistryConfig? Config, RegistryMode? Mode);

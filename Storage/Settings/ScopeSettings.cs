using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Settings;

/// <summary>The settings of a context or of the global scope.</summary>
public sealed record ScopeSettings(string Scope, long Revision, RegistryConfig? Config, RegistryMode? Mode);

using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>A version number and whether it is soft-deleted.</summary>
[GenerateSerializer, Immutable, Alias("sr.version-entry")]
public sealed record VersionEntry(int Version, bool Deleted);

/// <summary>The outcome of a compatibility check: structured findings, and the message lines of reference 11.2.</summary>
[GenerateSerializer, Immutable, Alias("sr.compatibility")]
public sealed record CompatibilityAnswer(
    bool IsCompatible, ImmutableArray<string> Messages, ImmutableArray<CompatibilityFinding> Findings);

/// <summary>Settings of one scope: what is stored there, and what is in force.</summary>
[GenerateSerializer, Immutable, Alias("sr.settings")]
public sealed record SettingsAnswer(
    RegistryConfig? Config, RegistryMode? Mode, RegistryConfig EffectiveConfig, RegistryMode EffectiveMode);

/// <summary>A page of a list and the place where the next one starts; null at the end.</summary>
[GenerateSerializer, Immutable, Alias("sr.page`1")]
public sealed record Page<T>(ImmutableArray<T> Items, ListCursor? Next);

/// <summary>A page of a list of subjects or versions.</summary>
/// <param name="Limit">The most that the page holds; it ends early where it grows large.</param>
/// <param name="RuleType">Shows only schemas with a rule of this type; null shows all.</param>
public sealed record ListRequest(ListFilter Filter, int Limit, string? RuleType = null);

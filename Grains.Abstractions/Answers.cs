using System.Collections.Immutable;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>A schema under a subject (reference 3.3).</summary>
/// <param name="Subject">Qualified outside the default context.</param>
/// <param name="CreatedAt">Milliseconds since 1970; null where the protocol leaves it out.</param>
/// <param name="Deleted">Soft-deleted; null where the protocol leaves it out.</param>
[GenerateSerializer, Immutable, Alias("sr.subject-schema")]
public sealed record SubjectSchema(
    string Subject, int Version, int Id, Guid Guid, SchemaContent Content, long? CreatedAt, bool? Deleted);

/// <summary>A version number and whether it is soft-deleted.</summary>
[GenerateSerializer, Immutable, Alias("sr.version-entry")]
public sealed record VersionEntry(int Version, bool Deleted);

/// <summary>A use of an id.</summary>
[GenerateSerializer, Immutable, Alias("sr.use")]
public sealed record SubjectUse(string Subject, int Version, bool Deleted, long CreatedAt);

/// <summary>The content behind an id and where it is used (reference 3.4).</summary>
[GenerateSerializer, Immutable, Alias("sr.schema-by-id")]
public sealed record SchemaById(
    string Context, int Id, Guid Guid, SchemaContent Content, ImmutableArray<SubjectUse> Uses);

/// <summary>An id inside a context.</summary>
[GenerateSerializer, Immutable, Alias("sr.context-id")]
public sealed record ContextId(string Context, int Id);

/// <summary>The outcome of a compatibility check: structured findings, and the message lines of reference 11.2.</summary>
[GenerateSerializer, Immutable, Alias("sr.compatibility")]
public sealed record CompatibilityAnswer(
    bool IsCompatible, ImmutableArray<string> Messages, ImmutableArray<FindingAnswer> Findings);

[GenerateSerializer, Immutable, Alias("sr.finding")]
public sealed record FindingAnswer(string Rule, string Path, string Message, string? Hint);

/// <summary>Settings of one scope: what is stored there, and what is in force.</summary>
[GenerateSerializer, Immutable, Alias("sr.settings")]
public sealed record SettingsAnswer(
    RegistryConfig? Config, RegistryMode? Mode, RegistryConfig EffectiveConfig, RegistryMode EffectiveMode);

/// <summary>A page of a list and the place where the next one starts; null at the end.</summary>
[GenerateSerializer, Immutable, Alias("sr.page`1")]
public sealed record Page<T>(ImmutableArray<T> Items, ListCursor? Next);

/// <summary>A place in a list: after this qualified name, and within it after this version.</summary>
[GenerateSerializer, Immutable, Alias("sr.cursor")]
public sealed record ListCursor(string Subject, int Version);

/// <summary>Which part of the catalog to list.</summary>
/// <param name="Context">Null for all contexts.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal.</param>
/// <param name="RuleType">Shows only schemas with a rule of this type; null shows all.</param>
/// <param name="Skip">
/// How many to leave out at the beginning, of any rule type. Not together with <paramref name="After"/>.
/// </param>
[GenerateSerializer, Immutable, Alias("sr.list")]
public sealed record ListRequest(
    string? Context,
    string NamePrefix,
    DeletedView Deleted,
    int Limit,
    bool LatestOnly = false,
    ListCursor? After = null,
    string? RuleType = null,
    int Skip = 0);

/// <summary>A subject whose configuration makes it stand for another (reference 2.5), both qualified.</summary>
[GenerateSerializer, Immutable, Alias("sr.alias")]
public sealed record AliasAnswer(string Alias, string Target);

[GenerateSerializer, Immutable, Alias("sr.listed-subject")]
public sealed record ListedSubject(string Subject, long Revision, int LiveVersions, int Versions);

[GenerateSerializer, Immutable, Alias("sr.referrer")]
public sealed record ReferrerAnswer(int Id, string Subject, int Version, bool Deleted);

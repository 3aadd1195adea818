using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>A schema as a client sent it.</summary>
/// <param name="Text">Null or blank stands for the text of the previous version.</param>
[GenerateSerializer, Immutable, Alias("sr.submitted-schema")]
public sealed record SubmittedSchema(
    string? Text,
    SchemaType Type,
    ImmutableArray<SchemaReference> References,
    Metadata? Metadata,
    RuleSet? RuleSet);

/// <summary>Changes of the tags inside a schema's text, made before it is stored (reference 3.1).</summary>
/// <param name="Propagate">Takes over the tags of the latest version.</param>
[GenerateSerializer, Immutable, Alias("sr.tag-edits")]
public sealed record TagEdits(ImmutableArray<EntityTags> Added, ImmutableArray<EntityTags> Removed, bool Propagate)
{
    public static readonly TagEdits None = new([], [], false);

    public bool IsEmpty => !Changes && !Propagate;

    /// <summary>Whether tags of the request itself are added or removed.</summary>
    public bool Changes => !Added.IsEmpty || !Removed.IsEmpty;
}

/// <summary>A registration (reference 3.1 and 6).</summary>
/// <param name="Version">0 for the next, −1 for one after the latest, n to compare and set.</param>
/// <param name="Id">−1 to be given one; others only in IMPORT mode.</param>
/// <param name="RedirectIfAlias">
/// Whether a subject that stands for another is to answer with <see cref="RegistryErrors.Moved"/>, and nothing else.
/// </param>
[GenerateSerializer, Immutable, Alias("sr.register")]
public sealed record RegisterRequest(
    SubmittedSchema Schema, int Version, int Id, bool Normalize, bool Force, TagEdits Tags, Caller Caller, bool RedirectIfAlias = false)
{
    public const int NoId = -1;
    public const int NextVersion = 0;
    public const int LatestVersion = -1;
}

/// <summary>A new version that differs from an earlier one in tags, metadata and rules alone (reference 6.6).</summary>
/// <param name="Version">The version to start from; −1 for the latest.</param>
/// <param name="NewVersion">The number the new version must get; 0 for any.</param>
/// <param name="Metadata">Null keeps that of the version.</param>
/// <param name="RuleSet">Replaces the rules; null keeps those of the latest version, changed by the next two.</param>
/// <param name="MergedRules">Rules to add, or to put in place of those of the same name.</param>
/// <param name="RemovedRules">Names of rules to leave out.</param>
[GenerateSerializer, Immutable, Alias("sr.tag-request")]
public sealed record TagRequest(
    int Version,
    int NewVersion,
    TagEdits Tags,
    Metadata? Metadata,
    RuleSet? RuleSet,
    RuleSet? MergedRules,
    ImmutableArray<string> RemovedRules,
    Caller Caller);

/// <summary>A search for a schema among a subject's versions (reference 7.1).</summary>
/// <param name="RedirectIfAlias">See <see cref="RegisterRequest.RedirectIfAlias"/>.</param>
[GenerateSerializer, Immutable, Alias("sr.lookup")]
public sealed record LookupRequest(SubmittedSchema Schema, bool Normalize, bool IncludeDeleted, bool RedirectIfAlias = false);

/// <summary>A compatibility check (reference 4.4).</summary>
/// <param name="Version">The version to compare with; null for what registration would compare with.</param>
/// <param name="RedirectIfAlias">See <see cref="RegisterRequest.RedirectIfAlias"/>.</param>
[GenerateSerializer, Immutable, Alias("sr.check")]
public sealed record CompatibilityRequest(
    SubmittedSchema Schema, int? Version, bool Normalize, bool Verbose, bool RedirectIfAlias = false);

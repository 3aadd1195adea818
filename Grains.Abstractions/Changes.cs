using System.Collections.Immutable;
using SchemaRegistry.Model;

namespace SchemaRegistry.Grains.Abstractions;

/// <summary>What happened.</summary>
public enum ChangeType
{
    /// <summary>Something that only a newer build knows, or that this one cannot read.</summary>
    Unknown = -1,
    Registered = 0,
    Deleted = 1,
    PermanentlyDeleted = 2,
    Config = 3,
    Mode = 4,

    /// <summary>Configuration and mode at once.</summary>
    Settings = 5,
    ContextDeleted = 6,

    /// <summary>Soft-deleted versions are shown again.</summary>
    Restored = 7,
}

/// <summary>Where to begin reading when there is no token.</summary>
public enum ChangesStart
{
    /// <summary>With what comes next.</summary>
    Now = 0,

    /// <summary>With the first change ever.</summary>
    Beginning = 1,
}

/// <summary>Which changes to read, and from where.</summary>
/// <param name="Token">The place to go on after; null to begin at <paramref name="Start"/>.</param>
/// <param name="Context">Null for all contexts.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal; changes of a context as a whole have an empty name.</param>
/// <param name="Types">Empty for all.</param>
/// <param name="Wait">How long to wait for the first; a few seconds at most.</param>
[GenerateSerializer, Immutable, Alias("sr.changes-request")]
public sealed record ChangesRequest(
    string? Token,
    ChangesStart Start,
    string? Context,
    string NamePrefix,
    ImmutableArray<ChangeType> Types,
    int Limit,
    TimeSpan Wait);

/// <summary>Some changes, and the place after them.</summary>
/// <param name="Token">Everything up to here has been looked at.</param>
/// <param name="IsCaughtUp">Whether that was the end of the log.</param>
[GenerateSerializer, Immutable, Alias("sr.changes-batch")]
public sealed record ChangeBatch(ImmutableArray<ChangeEntry> Changes, string Token, bool IsCaughtUp);

/// <summary>A change. What it did not touch is null or empty.</summary>
/// <param name="Token">The place after this change; different for every change.</param>
/// <param name="Context">With its dot.</param>
/// <param name="Subject">Qualified outside the default context; null when a context as a whole was changed.</param>
/// <param name="Revision">Of the subject, or of the context's settings; ascends by one with each change of it.</param>
/// <param name="Versions">The version registered, or those deleted or restored.</param>
/// <param name="Replaced">Soft-deleted versions that went for good because the one registered took their place.</param>
/// <param name="PurgedIds">Ids that nothing uses any more, so that they cannot be read.</param>
/// <param name="Config">As it is now.</param>
/// <param name="Mode">As it is now.</param>
/// <param name="Region">Where the change was made.</param>
/// <param name="At">Milliseconds since 1970.</param>
[GenerateSerializer, Immutable, Alias("sr.change")]
public sealed record ChangeEntry(
    string Token,
    ChangeType Type,
    string Context,
    string? Subject,
    long Revision,
    ImmutableArray<int> Versions,
    int? Id,
    Guid? Guid,
    ImmutableArray<int> Replaced,
    ImmutableArray<int> PurgedIds,
    RegistryConfig? Config,
    RegistryMode? Mode,
    string Region,
    long At);

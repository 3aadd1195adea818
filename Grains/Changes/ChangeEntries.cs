using System.Collections.Immutable;
using System.Text.Json;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Changes;
using SchemaRegistry.Storage.Commits;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Grains.Changes;

/// <summary>Logged changes as callers see them.</summary>
internal static class ChangeEntries
{
    private static readonly DeletedPayload NothingDeleted = new([], []);

    /// <summary>Whether this build knows what kind of change it is.</summary>
    public static bool IsKnown(LoggedChange change) => Enum.IsDefined(change.Kind);

    /// <summary>The kinds of the log that hold changes of these types; default for all.</summary>
    public static ImmutableArray<ChangeKind> KindsOf(ImmutableArray<ChangeType> types) =>
        types.IsEmpty ? default : [.. types.SelectMany(KindsOf).Distinct()];

    /// <summary>Whether somebody who asked for these types, all when empty, wants this one.</summary>
    public static bool IsWanted(ChangeType type, ImmutableArray<ChangeType> types) =>
        types.IsEmpty
        || types.Contains(type)
        || (type == ChangeType.Settings && (types.Contains(ChangeType.Config) || types.Contains(ChangeType.Mode)));

    public static ChangeEntry Of(NumberedChange numbered, Guid logId)
    {
        var change = numbered.Change;
        var token = new ChangeToken(logId, numbered.Number).ToString();
        var entry = new ChangeEntry(
            token,
            ChangeType.Registered,
            change.Subject.Context,
            change.Subject.ToString(),
            change.Revision,
            Versions: [],
            Id: null,
            Guid: null,
            Replaced: [],
            PurgedIds: [],
            Config: null,
            Mode: null,
            change.Region,
            change.At);
        try
        {
            return Read(entry, change);
        }
        catch (JsonException)
        {
            return entry with { Type = ChangeType.Unknown, Subject = SubjectOf(change) };
        }
    }

    private static ChangeEntry Read(ChangeEntry entry, LoggedChange change) => change.Kind switch
    {
        ChangeKind.Registered => WithRegistration(entry, change.ReadRegistered()),
        ChangeKind.Deleted => WithDeletion(entry, ChangeType.Deleted, change.ReadDeleted()),
        ChangeKind.PermanentlyDeleted => WithDeletion(entry, ChangeType.PermanentlyDeleted, change.ReadDeleted()),
        ChangeKind.Restored => WithDeletion(entry, ChangeType.Restored, change.ReadDeleted()),
        ChangeKind.SubjectSettingsChanged => WithSettings(entry, change.ReadSettings()),
        ChangeKind.ScopeSettingsChanged => WithSettings(entry with { Subject = null }, change.ReadSettings()),
        ChangeKind.ContextDeleted => WithDeletion(entry with { Subject = null }, ChangeType.ContextDeleted, NothingDeleted),

        // Whatever it is, ids that are gone are named as all kinds name them, and must not be served any more.
        _ => WithDeletion(entry with { Subject = SubjectOf(change) }, ChangeType.Unknown, change.ReadDeleted()),
    };

    private static string? SubjectOf(LoggedChange change) => change.Subject.IsContext ? null : change.Subject.ToString();

    private static IEnumerable<ChangeKind> KindsOf(ChangeType type) => type switch
    {
        ChangeType.Registered => [ChangeKind.Registered],
        ChangeType.Deleted => [ChangeKind.Deleted],
        ChangeType.PermanentlyDeleted => [ChangeKind.PermanentlyDeleted],
        ChangeType.ContextDeleted => [ChangeKind.ContextDeleted],
        ChangeType.Restored => [ChangeKind.Restored],
        ChangeType.Config or ChangeType.Mode or ChangeType.Settings => [ChangeKind.SubjectSettingsChanged, ChangeKind.ScopeSettingsChanged],
        _ => [],
    };

    private static ChangeEntry WithRegistration(ChangeEntry entry, RegisteredPayload payload) => entry with
    {
        Versions = [payload.Version],
        Id = payload.Id,
        Guid = payload.Guid,
        Replaced = OrEmpty(payload.Removed),
        PurgedIds = OrEmpty(payload.Purged),
    };

    private static ChangeEntry WithDeletion(ChangeEntry entry, ChangeType type, DeletedPayload payload) =>
        entry with { Type = type, Versions = OrEmpty(payload.Versions), PurgedIds = OrEmpty(payload.Purged) };

    private static ImmutableArray<int> OrEmpty(ImmutableArray<int> numbers) => numbers.IsDefault ? [] : numbers;

    private static ChangeEntry WithSettings(ChangeEntry entry, SettingsPayload payload) => payload.Changed switch
    {
        SettingsPart.Config => entry with { Type = ChangeType.Config, Config = payload.Config },
        SettingsPart.Mode => entry with { Type = ChangeType.Mode, Mode = payload.Mode },
        _ => entry with { Type = ChangeType.Settings, Config = payload.Config, Mode = payload.Mode },
    };
}

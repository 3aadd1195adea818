using System.Collections.Immutable;

namespace SchemaRegistry.Storage.Changes;

/// <summary>Which changes to read.</summary>
/// <param name="Context">Null for all contexts; settings above them lie in their own.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal; changes of a context as a whole have an empty name.</param>
/// <param name="Kinds">Default for all.</param>
/// <param name="WithContent">Whether payloads carry the content that a change brought.</param>
public sealed record ChangeFilter(
    string? Context = null, string NamePrefix = "", ImmutableArray<ChangeKind> Kinds = default, bool WithContent = false)
{
    /// <summary>All that there is, contents left out.</summary>
    public static readonly ChangeFilter Everything = new();

    /// <summary>Whether the filter lets a change pass.</summary>
    public bool Admits(LoggedChange change) =>
        (Context is null || Context == change.Subject.Context)
        && change.Subject.Name.StartsWith(NamePrefix, StringComparison.Ordinal)
        && (Kinds.IsDefault || Kinds.Contains(change.Kind));
}

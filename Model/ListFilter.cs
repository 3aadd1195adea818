namespace SchemaRegistry.Model;

/// <summary>Which subjects or versions to list, in the ordinal order of their qualified names.</summary>
/// <param name="Context">Null for all contexts.</param>
/// <param name="NamePrefix">Prefix of the local name, ordinal.</param>
/// <param name="LatestOnly">In a list of versions, only the latest of each subject that the view shows.</param>
/// <param name="After">Where to go on; null starts at the beginning.</param>
/// <param name="Skip">How many to leave out at the beginning. Not together with <paramref name="After"/>.</param>
public sealed record ListFilter(
    string? Context, string NamePrefix, DeletedView Deleted, bool LatestOnly = false, ListCursor? After = null, int Skip = 0);

/// <summary>A place in a list: after this qualified name, and within it after this version.</summary>
/// <param name="Version">0 for the place after the whole subject.</param>
public sealed record ListCursor(string Subject, int Version);

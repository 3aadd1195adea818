namespace SchemaRegistry.Storage.Sqlite.Commits;

/// <summary>Where and when a change is made.</summary>
/// <param name="At">Milliseconds since 1970.</param>
internal readonly record struct CommitStamp(string Region, long At);

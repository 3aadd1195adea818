namespace SchemaRegistry.Storage.Sqlite;

/// <summary>Where and when a change is made.</summary>
/// <param name="At">Milliseconds since 1970.</param>
internal readonly record struct ChangeStamp(string Region, long At);

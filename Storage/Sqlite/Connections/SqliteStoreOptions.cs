namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>Where a SQLite store lies.</summary>
/// <param name="Path">The database file; its directory is made when missing. A <c>.lock</c> file lies beside it.</param>
/// <param name="Region">Written into every change this store makes.</param>
public sealed record SqliteStoreOptions(string Path, string Region = StoreDefaults.Region);

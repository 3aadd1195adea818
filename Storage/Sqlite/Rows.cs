using Microsoft.Data.Sqlite;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Identity;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Storage.Sqlite;

/// <summary>How column values become ours.</summary>
internal static class Rows
{
    public static string? Text(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ContentHash Hash(this SqliteDataReader row, int column) => ContentHash.Read(row.GetFieldValue<byte[]>(column));

    public static SubjectName Subject(this SqliteDataReader row, int column) => SubjectName.Parse(row.GetString(column));

    public static RegistryConfig? Config(this SqliteDataReader row, int column) => StoreJson.ReadConfig(row.Text(column));

    public static RegistryMode? Mode(this SqliteDataReader row, int column) =>
        RegistryModeNames.TryParse(row.Text(column), out var mode) ? mode : null;

    /// <summary>Reads type, text, refs, metadata, rules from five columns in a row.</summary>
    public static SchemaContent Content(this SqliteDataReader row, int column) => StoreJson.ReadContent(
        row.GetString(column), row.GetString(column + 1), row.Text(column + 2), row.Text(column + 3), row.Text(column + 4));
}

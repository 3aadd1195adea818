using Npgsql;
using SchemaRegistry.Schemas;
using SchemaRegistry.Schemas.Identity;
using SchemaRegistry.Storage.Json;

namespace SchemaRegistry.Storage.Postgres;

/// <summary>How column values become ours.</summary>
internal static class Rows
{
    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ContentHash Hash(this NpgsqlDataReader row, int column) => ContentHash.Read(row.GetFieldValue<byte[]>(column));

    public static SubjectName Subject(this NpgsqlDataReader row, int column) => SubjectName.Parse(row.GetString(column));

    public static RegistryConfig? Config(this NpgsqlDataReader row, int column) => StoreJson.ReadConfig(row.Text(column));

    public static RegistryMode? Mode(this NpgsqlDataReader row, int column) =>
        RegistryModeNames.TryParse(row.Text(column), out var mode) ? mode : null;

    /// <summary>Reads version, id, sha256, deleted, created_at from five columns in a row.</summary>
    public static VersionRow Version(this NpgsqlDataReader row, int column) => new(
        row.GetInt32(column), row.GetInt32(column + 1), row.Hash(column + 2), row.GetBoolean(column + 3), row.GetInt64(column + 4));

    /// <summary>Reads type, text, refs, metadata, rules from five columns in a row.</summary>
    public static SchemaContent Content(this NpgsqlDataReader row, int column) => StoreJson.ReadContent(
        row.GetString(column), row.GetString(column + 1), row.Text(column + 2), row.Text(column + 3), row.Text(column + 4));
}

using System.Data.Common;
using SchemaRegistry.Model;
using SchemaRegistry.Storage.Json;
using SchemaRegistry.Storage.Subjects;

namespace SchemaRegistry.Storage;

/// <summary>How column values become ours, in either store.</summary>
internal static class Rows
{
    public static string? Text(this DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static ContentHash Hash(this DbDataReader row, int column) => ContentHash.Read(row.GetFieldValue<byte[]>(column));

    public static SubjectName Subject(this DbDataReader row, int column) => SubjectName.Parse(row.GetString(column));

    public static RegistryConfig? Config(this DbDataReader row, int column) => StoreJson.ReadConfig(row.Text(column));

    public static RegistryMode? Mode(this DbDataReader row, int column) =>
        row.Text(column) is not { } name ? null
        : RegistryModeNames.TryParse(name, out var mode) ? mode
        : RegistryMode.Unknown;

    /// <summary>Reads version, id, sha256, deleted, created_at from five columns in a row.</summary>
    public static VersionRow Version(this DbDataReader row, int column) => new(
        row.GetInt32(column), row.GetInt32(column + 1), row.Hash(column + 2), row.GetBoolean(column + 3), row.GetInt64(column + 4));

    /// <summary>Reads an alias and what its configuration names, which may be unqualified.</summary>
    public static SubjectAlias Alias(DbDataReader row) =>
        new(row.GetString(0), SubjectName.ParseWithin(row.Subject(0).Context, row.GetString(1)).ToString());

    /// <summary>Reads type, text, refs, metadata, rules from five columns in a row.</summary>
    public static SchemaContent Content(this DbDataReader row, int column) => StoreJson.ReadContent(
        row.GetString(column), row.GetString(column + 1), row.Text(column + 2), row.Text(column + 3), row.Text(column + 4));
}

using System.Data.Common;
using SchemaRegistry.Schemas;

namespace SchemaRegistry.Storage;

/// <summary>Rows of the numbered log, the log's own position first, in either store.</summary>
internal static class ChangeRows
{
    public static LogPosition ReadPosition(DbDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2));

    public static NumberedChange ReadChange(DbDataReader row) => new(
        row.GetInt64(3),
        new LoggedChange(
            row.GetInt64(4),
            row.GetString(5),
            new SubjectName(row.GetString(6), row.GetString(7)),
            row.GetInt64(8),
            (ChangeKind)row.GetInt16(9),
            row.GetString(10),
            row.GetString(11),
            row.GetGuid(12),
            row.GetInt64(13)));
}

using System.Data.Common;
using SchemaRegistry.Model;

namespace SchemaRegistry.Storage.Changes;

/// <summary>Rows of the change log in either store; of the numbered log with its own position first.</summary>
internal static class ChangeRows
{
    public static LogPosition ReadPosition(DbDataReader row) => new(row.GetGuid(0), row.GetInt64(1), row.GetInt64(2));

    public static NumberedChange ReadChange(DbDataReader row) => new(row.GetInt64(3), ReadLogged(row, first: 4));

    /// <param name="row">Those of <see cref="ReadLogged"/> or nulls, what was asked for, and the refusals.</param>
    public static RequestPast ReadPast(DbDataReader row) => new(row.IsDBNull(0) ? null : ReadAsked(row), row.GetInt64(11));

    private static LoggedChange ReadAsked(DbDataReader row) =>
        row.IsDBNull(10) ? ReadLogged(row) : ReadLogged(row) with { Asked = row.Hash(10) };

    /// <param name="row">entry_id, region, context, subject, revision, kind, payload, actor, request_id, at.</param>
    /// <param name="first">Where the first of them is.</param>
    public static LoggedChange ReadLogged(DbDataReader row, int first = 0) => new(
        row.GetInt64(first),
        row.GetString(first + 1),
        new SubjectName(row.GetString(first + 2), row.GetString(first + 3)),
        row.GetInt64(first + 4),
        (ChangeKind)row.GetInt16(first + 5),
        row.GetString(first + 6),
        row.GetString(first + 7),
        row.GetGuid(first + 8),
        row.GetInt64(first + 9));
}

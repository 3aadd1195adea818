using Microsoft.Data.Sqlite;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>
/// One connection with its prepared statements, used by one caller at a time. A statement is known by its text, and its
/// parameters are <c>$1</c>, <c>$2</c>, … in the order given.
/// </summary>
internal sealed class SqliteSession(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteNonQuery();

    /// <summary>Runs a pragma. Those work while they are prepared, so a prepared one would do nothing the second time.</summary>
    public void Pragma(string sql)
    {
        using var statement = Prepare(sql, parameters: 0);
        statement.ExecuteNonQuery();
    }

    public SqliteDataReader Query(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteReader();

    /// <summary>The first column of the first row, or null.</summary>
    public long? Number(string sql, params ReadOnlySpan<object?> arguments) =>
        Bind(sql, arguments).ExecuteScalar() is long number ? number : null;

    /// <summary>The same of a text.</summary>
    public string? Text(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteScalar() as string;

    public bool Exists(string sql, params ReadOnlySpan<object?> arguments) => Bind(sql, arguments).ExecuteScalar() is not null;

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Bind(string sql, ReadOnlySpan<object?> arguments)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = Prepare(sql, arguments.Length));
        }

        for (var i = 0; i < arguments.Length; i++)
        {
            statement.Parameters[i].Value = arguments[i] ?? DBNull.Value;
        }

        return statement;
    }

#pragma warning disable CA2100 // Every text is a constant of this namespace; values travel as parameters.
    private SqliteCommand Prepare(string sql, int parameters)
    {
        var statement = new SqliteCommand(sql, connection);
        for (var i = 1; i <= parameters; i++)
        {
            statement.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        return statement;
    }
#pragma warning restore CA2100
}

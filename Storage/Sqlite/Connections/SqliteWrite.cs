using SchemaRegistry.Storage.Batching;

namespace SchemaRegistry.Storage.Sqlite.Connections;

/// <summary>A change that can share a transaction with others. Its work may be done more than once, if it was undone.</summary>
internal interface ISqliteWrite
{
    /// <summary>False when its caller has gone before its turn came.</summary>
    bool TryLeave();

    /// <summary>Does the work inside a transaction; says whether to keep it.</summary>
    bool Work(SqliteSession writer);

    /// <summary>Tells the result of the last <see cref="Work"/>.</summary>
    void Done();

    void Fail(Exception fault);
}

/// <inheritdoc cref="ISqliteWrite"/>
internal sealed class SqliteWrite<T>(Func<SqliteSession, (T Result, bool Keep)> work) : BatchEntry<T>, ISqliteWrite
{
    private T _result = default!;

    public bool Work(SqliteSession writer)
    {
        (_result, var keep) = work(writer);
        return keep;
    }

    public void Done() => Succeed(_result);
}

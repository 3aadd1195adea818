using Npgsql;
using SchemaRegistry.Storage.Batching;

namespace SchemaRegistry.Storage.Postgres.GroupCommit;

/// <summary>A statement that can be sent together with others, or on its own.</summary>
internal interface IStatement
{
    /// <summary>Statements that are sent together go in ascending order of this.</summary>
    ulong Place { get; }

    /// <summary>False when its caller has gone before it was sent.</summary>
    bool TryLeave();

    NpgsqlBatchCommand ToBatchCommand();

    /// <summary>Reads its answer; it is not told before <see cref="Done"/>.</summary>
    Task Read(NpgsqlDataReader rows);

    void Done();

    void Fail(Exception fault);

    /// <summary>Sends it by itself and tells what came of it. Never throws.</summary>
    Task RunAlone();
}

/// <inheritdoc cref="IStatement"/>
/// <param name="make">Makes the command, anew for each time it is sent.</param>
/// <param name="read">Reads its answer.</param>
/// <param name="alone">Sends it by itself.</param>
internal sealed class Statement<T>(
    Func<NpgsqlCommand> make,
    Func<NpgsqlDataReader, Task<T>> read,
    Func<Func<NpgsqlCommand>, Func<NpgsqlDataReader, Task<T>>, Task<T>> alone) : BatchEntry<T>, IStatement
{
    private T _result = default!;

    public ulong Place { get; init; }

    public NpgsqlBatchCommand ToBatchCommand()
    {
        using var command = make();
        var member = new NpgsqlBatchCommand(command.CommandText);
        var parameters = new NpgsqlParameter[command.Parameters.Count];
        command.Parameters.CopyTo(parameters, 0);
        command.Parameters.Clear();
        foreach (var parameter in parameters)
        {
            member.Parameters.Add(parameter);
        }

        return member;
    }

    public async Task Read(NpgsqlDataReader rows) => _result = await read(rows);

    public void Done() => Succeed(_result);

    public async Task RunAlone()
    {
        try
        {
            Succeed(await alone(make, read));
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }
}

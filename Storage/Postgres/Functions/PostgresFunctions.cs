using Npgsql;
using SchemaRegistry.Storage.Postgres.Connections;

namespace SchemaRegistry.Storage.Postgres.Functions;

/// <summary>
/// Replaces the functions of the database by newer ones, all of them or none. A function that the database knows by the same
/// or a higher number stays, so that an older build that starts later takes nothing back.
/// </summary>
internal static class PostgresFunctions
{
    /// <exception cref="InvalidOperationException">The database refuses a text; the message names the function.</exception>
    public static async Task Apply(
        NpgsqlConnection connection, IEnumerable<PostgresFunction> functions, CancellationToken cancellationToken)
    {
        var newer = await Newer(connection, functions, cancellationToken);
        if (newer.Count == 0)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var function in newer)
        {
            await Replace(connection, function, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public static async Task<bool> AreUpToDate(
        NpgsqlConnection connection, IEnumerable<PostgresFunction> functions, CancellationToken cancellationToken) =>
        (await Newer(connection, functions, cancellationToken)).Count == 0;

    private static async Task<List<PostgresFunction>> Newer(
        NpgsqlConnection connection, IEnumerable<PostgresFunction> functions, CancellationToken cancellationToken)
    {
        var versions = new Dictionary<string, int>(StringComparer.Ordinal);
        await using var command = new NpgsqlCommand("SELECT name, version FROM registry.function_versions", connection);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
        {
            versions.Add(row.GetString(0), row.GetInt32(1));
        }

        return [.. functions.Where(function => function.Version > versions.GetValueOrDefault(function.Name))];
    }

    private static async Task Replace(NpgsqlConnection connection, PostgresFunction function, CancellationToken cancellationToken)
    {
        try
        {
#pragma warning disable CA2100 // Texts of this assembly.
            await using var replace = new NpgsqlCommand(function.Text, connection);
#pragma warning restore CA2100
            await replace.ExecuteNonQueryAsync(cancellationToken);
            await using var remember = new NpgsqlCommand(
                """
                INSERT INTO registry.function_versions (name, version) VALUES ($1, $2)
                ON CONFLICT (name) DO UPDATE SET version = excluded.version
                """,
                connection)
                .Text(function.Name)
                .Number(function.Version);
            await remember.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (PostgresException fault) when (!fault.IsTransient)
        {
            throw new InvalidOperationException($"Function {function.Name} could not be replaced: {fault.Message}", fault);
        }
    }
}

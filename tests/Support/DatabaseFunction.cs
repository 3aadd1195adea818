using Npgsql;

namespace SchemaRegistry.Support;

/// <summary>A function as a PostgreSQL database has it.</summary>
/// <param name="Name">Its name; functions of the same name differ by their parameters.</param>
/// <param name="Signature">Parameters, with their names, and result.</param>
/// <param name="Definition">The whole of it, as the server writes it.</param>
public sealed record DatabaseFunction(string Name, string Signature, string Definition)
{
    /// <summary>All of the registry's own, by name.</summary>
    public static async Task<IReadOnlyList<DatabaseFunction>> ReadAll(string url)
    {
        await using var connection = new NpgsqlConnection(PostgresServer.ConnectionString(url));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            SELECT p.proname, format('(%s) %s', pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)), pg_get_functiondef(p.oid)
            FROM pg_proc p WHERE p.pronamespace = 'registry'::regnamespace ORDER BY p.proname COLLATE "C", 2
            """,
            connection);
        await using var row = await command.ExecuteReaderAsync();
        var functions = new List<DatabaseFunction>();
        while (await row.ReadAsync())
        {
            functions.Add(new DatabaseFunction(row.GetString(0), row.GetString(1), row.GetString(2)));
        }

        return functions;
    }
}

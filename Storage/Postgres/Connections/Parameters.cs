using Npgsql;
using NpgsqlTypes;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>Positional parameters, one call each, in the order of <c>$1</c>, <c>$2</c>, …</summary>
internal static class Parameters
{
    public static NpgsqlCommand Text(this NpgsqlCommand command, string? value) => command.Add(value, NpgsqlDbType.Text);

    public static NpgsqlCommand Json(this NpgsqlCommand command, string? value) => command.Add(value, NpgsqlDbType.Jsonb);

    public static NpgsqlCommand Bytes(this NpgsqlCommand command, byte[] value) => command.Add(value, NpgsqlDbType.Bytea);

    public static NpgsqlCommand Uuid(this NpgsqlCommand command, Guid value) => command.Add(value, NpgsqlDbType.Uuid);

    public static NpgsqlCommand Number(this NpgsqlCommand command, int value) => command.Add(value, NpgsqlDbType.Integer);

    public static NpgsqlCommand Number(this NpgsqlCommand command, int? value) => command.Add(value, NpgsqlDbType.Integer);

    public static NpgsqlCommand Long(this NpgsqlCommand command, long value) => command.Add(value, NpgsqlDbType.Bigint);

    public static NpgsqlCommand Long(this NpgsqlCommand command, long? value) => command.Add(value, NpgsqlDbType.Bigint);

    public static NpgsqlCommand Flag(this NpgsqlCommand command, bool value) => command.Add(value, NpgsqlDbType.Boolean);

    public static NpgsqlCommand Numbers(this NpgsqlCommand command, int[] values) =>
        command.Add(values, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlCommand OptionalNumbers(this NpgsqlCommand command, int[]? values) =>
        command.Add(values, NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public static NpgsqlCommand Longs(this NpgsqlCommand command, long[] values) =>
        command.Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bigint);

    public static NpgsqlCommand BytesOf(this NpgsqlCommand command, byte[][] values) =>
        command.Add(values, NpgsqlDbType.Array | NpgsqlDbType.Bytea);

    private static NpgsqlCommand Add(this NpgsqlCommand command, object? value, NpgsqlDbType type)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value, NpgsqlDbType = type });
        return command;
    }
}

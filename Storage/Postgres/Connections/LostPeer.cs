using System.Net.Sockets;
using System.Reflection;
using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>
/// Has both ends of a connection find out that the other one has gone without a word, also in the middle of something: keepalives
/// tell only those who have nothing on the way.
/// </summary>
internal static class LostPeer
{
    private const int Milliseconds = 10_000;
    private const int Tcp = 6;
    private const int UserTimeout = 18;

    // The first is known since PostgreSQL 12, the other one since 14; where a system lacks them the server would refuse the connection.
    private const string OnServer =
        """
        SELECT set_config(name, value, false)
        FROM (VALUES ('tcp_user_timeout', '10000', 120000), ('client_connection_check_interval', '2000', 140000)) v (name, value, since)
        WHERE current_setting('server_version_num')::integer >= since AND version() LIKE '%linux%'
        """;

    // The driver waits for the server's answer with a time-out of its own, at which it cancels what the server does. A commit is not
    // to be cancelled, so it has to be told by the network, for which the driver has no setting.
    private static readonly PropertyInfo? Connector = typeof(NpgsqlConnection)
        .GetProperty("Connector", BindingFlags.Instance | BindingFlags.NonPublic);

    private static readonly FieldInfo? SocketOfConnector = Connector?.PropertyType
        .GetField("_socket", BindingFlags.Instance | BindingFlags.NonPublic);

    public static NpgsqlDataSourceBuilder NoticeLostPeers(this NpgsqlDataSourceBuilder builder)
    {
        builder.UsePhysicalConnectionInitializer(Watch, WatchAsync);
        return builder;
    }

    /// <summary>Milliseconds for which sent bytes may stay unconfirmed; null where they may for long.</summary>
    public static int? LimitOf(NpgsqlConnection connection)
    {
        if (!OperatingSystem.IsLinux() || SocketOf(connection) is not { ProtocolType: ProtocolType.Tcp } socket)
        {
            return null;
        }

        var value = new byte[sizeof(int)];
        socket.GetRawSocketOption(Tcp, UserTimeout, value);
        return BitConverter.ToInt32(value);
    }

    private static void Watch(NpgsqlConnection connection)
    {
        Limit(connection);
        using var command = new NpgsqlCommand(OnServer, connection);
        command.ExecuteNonQuery();
    }

    private static async Task WatchAsync(NpgsqlConnection connection)
    {
        Limit(connection);
        await using var command = new NpgsqlCommand(OnServer, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static void Limit(NpgsqlConnection connection)
    {
        if (OperatingSystem.IsLinux() && SocketOf(connection) is { ProtocolType: ProtocolType.Tcp } socket)
        {
            socket.SetRawSocketOption(Tcp, UserTimeout, BitConverter.GetBytes(Milliseconds));
        }
    }

    private static Socket? SocketOf(NpgsqlConnection connection) =>
        Connector?.GetValue(connection) is { } connector ? SocketOfConnector?.GetValue(connector) as Socket : null;
}

using System.Globalization;
using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>The parameters of a connection URL, by libpq's names.</summary>
internal static class PostgresUrlParameters
{
    private const string Known =
        "sslmode, sslrootcert, sslcert, sslkey, sslpassword, channel_binding, application_name, connect_timeout, "
        + "target_session_attrs, options, host, user, password, dbname";

    /// <summary>Sets what the parameter says; answers with the reason when it cannot.</summary>
    public static string? Apply(string name, string value, NpgsqlConnectionStringBuilder connection)
    {
        switch (name)
        {
            case "sslmode":
                return Choose(name, value, SslModes, mode => connection.SslMode = mode);
            case "channel_binding":
                return Choose(name, value, ChannelBindings, binding => connection.ChannelBinding = binding);
            case "target_session_attrs":
                return Choose(name, value, SessionAttributes, attributes => connection.TargetSessionAttributes = attributes);
            case "connect_timeout":
                return Seconds(name, value, seconds => connection.Timeout = seconds);
            case "sslrootcert":
                connection.RootCertificate = value;
                return null;
            case "sslcert":
                connection.SslCertificate = value;
                return null;
            case "sslkey":
                connection.SslKey = value;
                return null;
            case "sslpassword":
                connection.SslPassword = value;
                return null;
            case "application_name":
                connection.ApplicationName = value;
                return null;
            case "options":
                connection.Options = value;
                return null;
            case "host":
                connection.Host = value;
                return null;
            case "user":
                connection.Username = value;
                return null;
            case "password":
                connection.Password = value;
                return null;
            case "dbname":
                connection.Database = value;
                return null;
            default:
                return $"unknown parameter {name}; known are {Known}";
        }
    }

    private static (string, SslMode)[] SslModes =>
    [
        ("disable", SslMode.Disable), ("allow", SslMode.Allow), ("prefer", SslMode.Prefer), ("require", SslMode.Require),
        ("verify-ca", SslMode.VerifyCA), ("verify-full", SslMode.VerifyFull),
    ];

    private static (string, ChannelBinding)[] ChannelBindings =>
        [("disable", ChannelBinding.Disable), ("prefer", ChannelBinding.Prefer), ("require", ChannelBinding.Require)];

    private static (string, string)[] SessionAttributes =>
    [
        ("any", "any"), ("primary", "primary"), ("standby", "standby"), ("prefer-standby", "prefer-standby"),
        ("read-write", "read-write"), ("read-only", "read-only"),
    ];

    private static string? Choose<T>(string name, string value, (string Name, T Value)[] choices, Action<T> set)
    {
        foreach (var choice in choices)
        {
            if (choice.Name == value)
            {
                set(choice.Value);
                return null;
            }
        }

        return $"{name}={value} is not one of {string.Join(", ", choices.Select(choice => choice.Name))}";
    }

    private static string? Seconds(string name, string value, Action<int> set)
    {
        if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is 0 or > 1024)
        {
            return $"{name}={value} is not a number of seconds from 1 to 1024";
        }

        set(seconds);
        return null;
    }
}

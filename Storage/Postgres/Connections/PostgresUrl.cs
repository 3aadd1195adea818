using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Npgsql;

namespace SchemaRegistry.Storage.Postgres.Connections;

/// <summary>
/// Reads a connection URL as libpq does (PostgreSQL documentation, 34.1.1.2): several hosts, percent-encoding, parameters. What
/// it does not know it refuses, with one line that names the variable.
/// </summary>
public static class PostgresUrl
{
    public const string Variable = "DATABASE_URL";
    private const int DefaultPort = 5432;
    private const int DefaultConnectSeconds = 2;

    public static bool TryParse(
        string url,
        [NotNullWhen(true)] out NpgsqlConnectionStringBuilder? connection,
        [NotNullWhen(false)] out string? error)
    {
        connection = null;
        var builder = new NpgsqlConnectionStringBuilder { Timeout = DefaultConnectSeconds };
        error = Read(url, builder);
        if (error is not null)
        {
            error = $"{Variable}: {(IsAnyPartSecret(url) ? "a /, ? or @ in a user or a password is written %2F, %3F or %40" : error)}";
            return false;
        }

        connection = builder;
        return true;
    }

    private static string? Read(string url, NpgsqlConnectionStringBuilder builder)
    {
        var rest = AfterScheme(url);
        if (rest is null)
        {
            return "must begin with postgresql:// or postgres://";
        }

        var (beforeQuery, query) = Split(rest, '?');
        var (authority, database) = Split(beforeQuery, '/');
        var at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            var (user, password) = Split(authority[..at], ':');
            builder.Username = Decode(user);
            builder.Password = password is null ? null : Decode(password);
        }

        if (!string.IsNullOrEmpty(database))
        {
            builder.Database = Decode(database);
        }

        return ReadHosts(authority[(at + 1)..], builder) ?? ReadParameters(query ?? "", builder);
    }

    // Where the password holds a delimiter as it is, a piece of it is taken for a port or a parameter, and must not be shown for one.
    private static bool IsAnyPartSecret(string url) =>
        AfterScheme(url) is { } rest && rest.IndexOfAny(['/', '?']) is >= 0 and var end && rest.IndexOf('@', StringComparison.Ordinal) > end;

    private static string? AfterScheme(string url)
    {
        string[] schemes = ["postgresql://", "postgres://"];
        var scheme = Array.Find(schemes, prefix => url.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? null : url[scheme.Length..];
    }

    private static string? ReadHosts(string text, NpgsqlConnectionStringBuilder builder)
    {
        var hosts = new List<string>();
        foreach (var one in text.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = one.LastIndexOf(':');
            var hasPort = colon > one.LastIndexOf(']');
            var port = DefaultPort;
            if (hasPort && !TryReadPort(one[(colon + 1)..], out port))
            {
                return $"the port in {one} is not a number from 1 to 65535";
            }

            var host = Decode(hasPort ? one[..colon] : one);
            hosts.Add(host.StartsWith('/') ? host : $"{host}:{port}");
        }

        builder.Host = hosts.Count == 0 ? $"localhost:{DefaultPort}" : string.Join(',', hosts);
        if (hosts.Count > 1)
        {
            builder.TargetSessionAttributes = "primary";
        }

        return null;
    }

    private static bool TryReadPort(string text, out int port) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out port) && port is > 0 and <= ushort.MaxValue;

    private static string? ReadParameters(string query, NpgsqlConnectionStringBuilder builder)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = Split(pair, '=');
            if (PostgresUrlParameters.Apply(Decode(name), Decode(value ?? ""), builder) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static (string Before, string? After) Split(string text, char separator)
    {
        var place = text.IndexOf(separator);
        return place < 0 ? (text, null) : (text[..place], text[(place + 1)..]);
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text);
}

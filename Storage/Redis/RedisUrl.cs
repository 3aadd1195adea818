using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using StackExchange.Redis;

namespace SchemaRegistry.Storage.Redis;

/// <summary>Reads <c>redis://user:password@host:6379/0</c>; with <c>rediss://</c> over TLS.</summary>
public static class RedisUrl
{
    public const string Variable = "REDIS_URL";
    private const int DefaultPort = 6379;

    public static bool TryParse(
        string url, [NotNullWhen(true)] out ConfigurationOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = null;
        error = null;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("redis" or "rediss") || uri.Host.Length == 0)
        {
            error = $"{Variable} must look like redis://user:password@host:6379/0, or begin with rediss:// for TLS.";
            return false;
        }

        var database = uri.AbsolutePath.Trim('/');
        var number = 0;
        if (database.Length > 0 && !int.TryParse(database, NumberStyles.None, CultureInfo.InvariantCulture, out number))
        {
            error = $"{Variable}: what follows the host and a slash is the number of a database; a / in a password is written %2F.";
            return false;
        }

        options = new ConfigurationOptions { Ssl = uri.Scheme == "rediss", DefaultDatabase = number };
        options.EndPoints.Add(uri.Host, uri.Port < 0 ? DefaultPort : uri.Port);
        var (user, password) = Credentials(uri.UserInfo);
        (options.User, options.Password) = (user, password);
        return true;
    }

    // A password alone may stand before the at sign with its colon or without.
    private static (string? User, string? Password) Credentials(string info)
    {
        if (info.Length == 0)
        {
            return default;
        }

        var colon = info.IndexOf(':', StringComparison.Ordinal);
        var user = colon <= 0 ? null : Uri.UnescapeDataString(info[..colon]);
        return (user, Uri.UnescapeDataString(info[(colon + 1)..]));
    }
}

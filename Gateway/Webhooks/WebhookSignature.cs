using System.Security.Cryptography;
using System.Text;

namespace SchemaRegistry.Gateway.Webhooks;

/// <summary>The signature of Standard Webhooks 1.0: HMAC-SHA256 over id, time and body, by the secret's bytes.</summary>
internal static class WebhookSignature
{
    private const string SecretPrefix = "whsec_";

    /// <param name="secret">With its prefix.</param>
    /// <param name="id">Of the event.</param>
    /// <param name="timestamp">Seconds since 1970, as sent.</param>
    /// <param name="body">As sent.</param>
    public static string Of(string secret, string id, string timestamp, string body)
    {
        var key = Convert.FromBase64String(secret[SecretPrefix.Length..]);
        var hash = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}"));
        return $"v1,{Convert.ToBase64String(hash)}";
    }
}

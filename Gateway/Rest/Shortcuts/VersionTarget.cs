using System.Globalization;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>
/// The request target of a version of a subject in the default context, as clients send it:
/// <c>/subjects/orders-value/versions/latest</c>. Anything else takes the long way.
/// </summary>
internal static class VersionTarget
{
    private const string Before = "/subjects/";
    private const string Between = "/versions/";

    /// <param name="version">1 or more, or −1 for the latest.</param>
    public static bool TryRead(ReadOnlySpan<char> target, out ReadOnlySpan<char> subject, out int version)
    {
        subject = default;
        version = 0;
        if (!target.StartsWith(Before, StringComparison.Ordinal))
        {
            return false;
        }

        target = target[Before.Length..];
        var end = target.IndexOf('/');
        if (end <= 0 || !target[end..].StartsWith(Between, StringComparison.Ordinal))
        {
            return false;
        }

        subject = target[..end];
        var number = target[(end + Between.Length)..];
        if (number.SequenceEqual("latest"))
        {
            version = RegisterRequest.LatestVersion;
        }
        else if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out version) || version == 0)
        {
            return false;
        }

        return PlainText.Is(subject);
    }
}

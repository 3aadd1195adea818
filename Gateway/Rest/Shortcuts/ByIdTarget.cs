using System.Globalization;

namespace SchemaRegistry.Gateway.Rest.Shortcuts;

/// <summary>
/// The request target of a lookup by id as serializers send it: <c>/schemas/ids/7?fetchMaxId=false&amp;subject=orders-value</c>.
/// Whatever else a target may hold makes it another kind of request, which takes the long way.
/// </summary>
internal static class ByIdTarget
{
    private const string Path = "/schemas/ids/";

    /// <param name="subject">Empty when none is given.</param>
    public static bool TryRead(ReadOnlySpan<char> target, out int id, out ReadOnlySpan<char> subject)
    {
        id = 0;
        subject = default;
        if (!target.StartsWith(Path, StringComparison.Ordinal))
        {
            return false;
        }

        target = target[Path.Length..];
        var end = target.IndexOf('?');
        var digits = end < 0 ? target : target[..end];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out id)
            && (end < 0 || TryReadQuery(target[(end + 1)..], ref subject));
    }

    private static bool TryReadQuery(ReadOnlySpan<char> query, ref ReadOnlySpan<char> subject)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.SequenceEqual("fetchMaxId=false"))
            {
                continue;
            }

            if (!pair.StartsWith("subject=", StringComparison.Ordinal) || !subject.IsEmpty)
            {
                return false;
            }

            subject = pair["subject=".Length..];
            if (subject.IsEmpty || !PlainText.Is(subject))
            {
                return false;
            }
        }

        return true;
    }
}

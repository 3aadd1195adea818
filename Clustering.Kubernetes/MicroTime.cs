using System.Globalization;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>
/// Times of Leases: the API server takes six digits after the point, no more and no less. Rounding down would make a silo look
/// older than it is.
/// </summary>
internal static class MicroTime
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";

    public static string Text(DateTime time) => RoundedUp(time).ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>For the client library, which writes six digits, or none of a whole second.</summary>
    public static DateTime ForClient(DateTime time)
    {
        var rounded = RoundedUp(time);
        return rounded.Ticks % TimeSpan.TicksPerSecond == 0 ? rounded.AddMicroseconds(1) : rounded;
    }

    private static DateTime RoundedUp(DateTime time)
    {
        var utc = time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : time;
        var beyond = utc.Ticks % TimeSpan.TicksPerMicrosecond;
        return new DateTime(beyond == 0 ? utc.Ticks : utc.Ticks - beyond + TimeSpan.TicksPerMicrosecond, DateTimeKind.Utc);
    }
}

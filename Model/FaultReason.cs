namespace SchemaRegistry.Model;

/// <summary>
/// Why a server could not be reached, in one line. Client libraries tend to say that a connection failed, and to leave the cause, such
/// as a certificate that is not trusted, to the exceptions inside.
/// </summary>
public static class FaultReason
{
    private const int Longest = 1_000;
    private const string Pointer = "see inner exception";

    /// <returns>What the fault and those inside it say, outermost first, each once.</returns>
    public static string Of(Exception fault)
    {
        var reason = "";
        for (var at = fault; at is not null; at = at.InnerException)
        {
            var words = Words(at);
            if (words.Length > 0 && !reason.Contains(words, StringComparison.Ordinal))
            {
                reason = reason.Length == 0 ? words : $"{reason}: {words}";
            }
        }

        return reason.Length <= Longest ? reason : reason[..Longest];
    }

    // An aggregate's own text repeats those inside.
    private static string Words(Exception fault) => fault is AggregateException
        ? ""
        : string.Join(' ', fault.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            .Replace(Pointer, "", StringComparison.OrdinalIgnoreCase)
            .TrimEnd(' ', ',', '.', ':');
}

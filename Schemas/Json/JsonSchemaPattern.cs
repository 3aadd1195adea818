using System.Text.RegularExpressions;

namespace SchemaRegistry.Schemas.Json;

/// <summary>
/// Regular expressions in schemas. They may be written for ECMA 262 or Java, so one is refused only for what is wrong in both. They
/// are untrusted, so matching has a time limit.
/// </summary>
internal static class JsonSchemaPattern
{
    private const int LongestCompiled = 10_000;
    private const int DeepestCompiled = 100;

    // A machine that stalls must not make a pattern look slow; one that is slow ends the comparison.
    private static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>What is wrong with a pattern in any dialect, or null.</summary>
    public static string? Fault(string pattern)
    {
        if (!IsCompilable(pattern))
        {
            return null;
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
            return null;
        }
        catch (RegexParseException e)
        {
            return IsUniversal(e.Error) ? e.Message : null;
        }
    }

    /// <summary>
    /// The pattern ready for matching, in linear time if it allows that and with a time limit otherwise; null when it
    /// cannot be compiled here, in which case it matches nothing.
    /// </summary>
    public static Regex? Compile(string pattern)
    {
        if (!IsCompilable(pattern))
        {
            return null;
        }

        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, MatchLimit);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (RegexParseException)
        {
            return null;
        }
    }

    /// <summary>Whether the pattern occurs in the name; null when that took too long to find out.</summary>
    public static bool? Matches(Regex pattern, string name)
    {
        try
        {
            return pattern.IsMatch(name);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static bool IsCompilable(string pattern)
    {
        var depth = 0;
        foreach (var character in pattern)
        {
            depth += character == '(' ? 1 : 0;
        }

        return pattern.Length <= LongestCompiled && depth <= DeepestCompiled;
    }

    private static bool IsUniversal(RegexParseError error) => error
        is RegexParseError.InsufficientClosingParentheses
        or RegexParseError.InsufficientOpeningParentheses
        or RegexParseError.UnterminatedBracket
        or RegexParseError.QuantifierAfterNothing
        or RegexParseError.ReversedCharacterRange
        or RegexParseError.ReversedQuantifierRange
        or RegexParseError.UnescapedEndingBackslash;
}

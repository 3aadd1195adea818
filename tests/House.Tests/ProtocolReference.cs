using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>The numbered sections of <c>docs/protocol.md</c>, which comments name as <c>reference</c> and a number.</summary>
internal static partial class ProtocolReference
{
    public const string Page = "docs/protocol.md";

    /// <summary>The numbers of the headings of a page.</summary>
    public static HashSet<string> Sections(string page) => [.. Heading().Matches(page).Select(match => match.Groups[1].Value)];

    /// <summary>The sections that a text names, also several at once as in "3.1, 4.3 and 6.6".</summary>
    public static IEnumerable<string> CitedIn(string text) =>
        Citation().Matches(text).SelectMany(match => match.Groups[1].Captures).Select(number => number.Value);

    [GeneratedRegex(@"^#{2,4} (\d+(?:\.\d+)*)\.? ", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\breference (?<1>\d+(?:\.\d+)*)(?:(?:, | and | to )(?<1>\d+(?:\.\d+)*))*", RegexOptions.IgnoreCase)]
    private static partial Regex Citation();
}

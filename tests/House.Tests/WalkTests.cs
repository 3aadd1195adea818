using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>The walks that the page on architecture takes a newcomer on lead through files that are there, and are short.</summary>
public sealed partial class WalkTests
{
    [Theory]
    [InlineData("A registration.", 45)]
    [InlineData("A look-up by id that nothing remembers.", 30)]
    [InlineData("A change of a subject's or a context's settings.", 25)]
    public void A_walk_opens_few_files_and_each_is_there(string walk, int most)
    {
        var page = RepositoryRoot.Read("docs/architecture.md");
        var begin = page.IndexOf($"**{walk}**", StringComparison.Ordinal);
        var end = page.IndexOf("\n**", begin + 2, StringComparison.Ordinal);
        var files = SourceFile().Matches(page[begin..end]).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.InRange(files.Count, 20, most);
        Assert.Empty(files.Except(RepositoryRoot.Files("cs", "sql")));
    }

    [GeneratedRegex(@"`([\w./]+\.(?:cs|sql))`")]
    private static partial Regex SourceFile();
}

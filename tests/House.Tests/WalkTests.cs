using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>The walks that the page on architecture takes a newcomer on lead through files that are there, and are short.</summary>
public sealed partial class WalkTests
{
    private static readonly string Page = RepositoryRoot.Read("docs/architecture.md");

    [Theory]
    [InlineData("A registration.", 45)]
    [InlineData("A look-up by id that nothing remembers.", 30)]
    [InlineData("A change of a subject's settings.", 25)]
    public void A_walk_opens_few_files_and_each_is_there(string walk, int most)
    {
        var files = FilesOf(walk);

        Assert.InRange(files.Count, 20, most);
        Assert.Empty(files.Except(RepositoryRoot.Files("cs", "sql")));
    }

    [Fact]
    public void All_of_them_open_few_files()
    {
        string[] walks = ["A registration.", "A look-up by id that nothing remembers.", "A change of a subject's settings."];

        Assert.InRange(walks.SelectMany(FilesOf).Distinct().Count(), 60, 75);
    }

    private static List<string> FilesOf(string walk)
    {
        var begin = Page.IndexOf($"**{walk}**", StringComparison.Ordinal);
        var end = Page.IndexOf("\n**", begin + 2, StringComparison.Ordinal);
        return [.. SourceFile().Matches(Page[begin..end]).Select(match => match.Groups[1].Value).Distinct()];
    }

    [GeneratedRegex(@"`([\w./]+\.(?:cs|sql))`")]
    private static partial Regex SourceFile();
}

using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>The script that runs the tests knows them all.</summary>
public sealed partial class TestScriptTests
{
    [Fact]
    public void Every_project_of_tests_stands_in_its_table()
    {
        var projects = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "tests"), "*.csproj", SearchOption.AllDirectories)
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Where(name => name != "Support");
        var suites = Table().Match(RepositoryRoot.Read("test")).Groups[1].Value.Split('\n').Select(line => line.Split(' ')[0]);

        Assert.Equal(projects.Order(StringComparer.Ordinal), suites.Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("^suites=\"\n(.*?)\n\"$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Table();
}

using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SchemaRegistry.House.Tests;

/// <summary>What the documentation prints can be typed, and where it points there is something.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "docs"), "*.md"))
            .Select(path => Path.GetRelativePath(RepositoryRoot.Path, path))
            .Order(StringComparer.Ordinal),
    ];

    // Run as printed: the README's by ReadmeTests. The others need servers of their own and are parsed.
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_command_can_be_parsed_by_a_shell(string page)
    {
        foreach (Match block in ShellBlock().Matches(RepositoryRoot.Read(page)))
        {
            using var shell = Process.Start(new ProcessStartInfo("bash", ["-n", "-c", block.Groups[1].Value]) { RedirectStandardError = true })!;
            var error = await shell.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await shell.WaitForExitAsync(TestContext.Current.CancellationToken);

            Assert.True(shell.ExitCode == 0, $"{page}: {error}\n{block.Groups[1].Value}");
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_to_a_file_leads_to_one(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(RepositoryRoot.Path, page))!;
        var missing = Link().Matches(RepositoryRoot.Read(page))
            .Select(match => match.Groups[1].Value.Split('#')[0])
            .Where(target => target.Length > 0 && !target.Contains("://", StringComparison.Ordinal))
            .Where(target => !Path.Exists(Path.Combine(folder, target)));

        Assert.Empty(missing);
    }

    [GeneratedRegex("```sh\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex ShellBlock();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();
}

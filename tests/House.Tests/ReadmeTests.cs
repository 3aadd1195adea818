using System.Diagnostics;
using System.Text.RegularExpressions;
using SchemaRegistry.Support;

namespace SchemaRegistry.House.Tests;

/// <summary>The README's commands are run as they are printed, and answer as it says.</summary>
[Requires("curl")]
public sealed partial class ReadmeTests
{
    private const string RunCommand = "dotnet run --project Silo -c Release";

    [Fact]
    public async Task The_commands_of_the_first_screen_work_as_printed()
    {
        using var folder = new TempFolder();
        await using var registry = await RegistryProcess.Start(folder.Path, cancellationToken: TestContext.Current.CancellationToken);
        var blocks = Blocks();
        Assert.Equal(RunCommand, blocks[0].Text);
        var curls = blocks.Skip(1).Where(block => block.Text.StartsWith("curl", StringComparison.Ordinal)).ToList();
        Assert.Equal(5, curls.Count);

        foreach (var curl in curls)
        {
            var answer = await Run(curl.Text.Replace("127.0.0.1:8080", $"127.0.0.1:{registry.Port}", StringComparison.Ordinal));
            var printed = blocks[blocks.IndexOf(curl) + 1];
            if (printed.Language == "json")
            {
                Assert.Equal(printed.Text, answer);
            }
            else
            {
                Assert.Contains("\"is_compatible\":false", answer, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void The_test_command_exists_and_can_be_run()
    {
        var script = Path.Combine(RepositoryRoot.Path, "test");

        Assert.Contains("./test", Blocks().Select(block => block.Text));
        Assert.True(OperatingSystem.IsLinux() && File.GetUnixFileMode(script).HasFlag(UnixFileMode.UserExecute));
    }

    private static List<(string Language, string Text)> Blocks() =>
        [.. CodeBlock().Matches(RepositoryRoot.Read("README.md"))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))
            .Where(block => block.Item1 != "mermaid")];

    private static async Task<string> Run(string command)
    {
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", command]) { RedirectStandardOutput = true })!;
        var output = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.Equal(0, shell.ExitCode);
        return output.Trim();
    }

    [GeneratedRegex("```(\\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}

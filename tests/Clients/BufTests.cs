using System.Diagnostics;
using System.Text.RegularExpressions;

namespace SchemaRegistry.Clients;

/// <summary><c>buf</c> judges the .proto files, and calls the real process by reflection as docs/grpc.md shows.</summary>
public sealed partial class BufTests(JavaScriptClientTests.Registry registry) : IClassFixture<JavaScriptClientTests.Registry>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static string Root { get; } = Path.GetFullPath("../../..", JavaScriptClientTests.ScriptFolder);

    [Theory]
    [InlineData("buf lint Protocol")]
    [InlineData("buf format --diff --exit-code Protocol")]
    public async Task The_proto_files_are_clean(string command)
    {
        var (code, output) = await Run(command);

        Assert.True(code == 0, output);
    }

    [Fact]
    public async Task The_commands_of_the_documentation_answer_as_printed()
    {
        var blocks = CodeBlock().Matches(await File.ReadAllTextAsync(Path.Combine(Root, "docs/grpc.md"), Token))
            .Select(match => (Language: match.Groups[1].Value, Text: match.Groups[2].Value.Trim()))
            .ToList();
        var answers = new List<string>();
        foreach (var (_, command) in blocks.Where(block => block.Language == "sh"))
        {
            var here = command.Replace("127.0.0.1:9090", registry.Process.GrpcAddress.Authority, StringComparison.Ordinal);
            var (code, output) = await Run(here);
            Assert.True(code == 0, output);
            answers.Add(Space().Replace(output, ""));
        }

        Assert.Equal(blocks.Single(block => block.Language == "json").Text, answers[0]);
        Assert.Contains("\"type\":\"SCHEMA_TYPE_AVRO\"", answers[1], StringComparison.Ordinal);
        Assert.Contains("\"findings\":[{\"rule\":\"TYPE_MISMATCH\"", answers[2], StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output)> Run(string command)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"exec 2>&1; {command}"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Root,
        };
        start.Environment["PATH"] = $"{JavaScriptClientTests.ScriptFolder}/node_modules/@bufbuild/buf-linux-x64/bin:{start.Environment["PATH"]}";
        using var shell = Process.Start(start)!;
        var output = await shell.StandardOutput.ReadToEndAsync(Token);
        await shell.WaitForExitAsync(Token);
        return (shell.ExitCode, output);
    }

    [GeneratedRegex("```(\\w+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\s+(?=([^""]*""[^""]*"")*[^""]*$)")]
    private static partial Regex Space();
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using SchemaRegistry.Support;

namespace SchemaRegistry.Cluster.Members;

/// <summary>
/// The executable that upgrades start from: that of the commit named in <c>tests/Cluster/previous</c>, built once from the repository's own
/// history, compiled ahead as it was shipped, and kept under <c>artifacts</c>.
/// </summary>
internal static class PreviousBuild
{
    // Several classes want it, and run side by side.
    private static readonly Lazy<Task<string>> Built = new(FindOrBuild);

    /// <returns>The silo's assembly.</returns>
    public static Task<string> Get() => Built.Value;

    private static async Task<string> FindOrBuild()
    {
        var root = FindRoot();
        var commit = (await File.ReadAllLinesAsync(Path.Combine(root, "tests", "Cluster", "previous")))[0].Trim();
        var folder = Path.Combine(root, "artifacts", "previous", $"{commit}-{RuntimeInformation.RuntimeIdentifier}");
        var isComplete = Path.Combine(folder, "complete");
        if (!File.Exists(isComplete))
        {
            await Build(root, commit, folder);
            await File.WriteAllTextAsync(isComplete, commit);
        }

        return Path.Combine(folder, "SchemaRegistry.Silo.dll");
    }

    private static async Task Build(string root, string commit, string folder)
    {
        var known = await Run(root, "git", "cat-file", "-e", commit + "^{commit}");
        Assert.True(
            known.ExitCode == 0,
            $"The history here lacks commit {commit}, which tests/Cluster/previous names. A shallow clone gets it by git fetch --unshallow. {known.Text}");

        using var sources = new TempFolder();
        var unpacked = await Run(root, "bash", "-c", $"set -o pipefail; git archive {commit} -- . ':!tests' ':!benchmarks' | tar -x -C '{sources.Path}'");
        Assert.True(unpacked.ExitCode == 0, unpacked.Text);

        // It was checked when it was made; here it only has to run.
        string[] asItIs = ["-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:GenerateDocumentationFile=false"];
        string[] alone = ["-nodeReuse:false", "-p:UseSharedCompilation=false"];
        string[] platform = ["-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained"];
        var built = await Run(
            sources.Path, "dotnet", ["publish", "Silo/Silo.csproj", "-c", "Release", "-v", "quiet", "-o", folder, .. platform, .. asItIs, .. alone]);
        Assert.True(built.ExitCode == 0, built.Text);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SchemaRegistry.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not lie in the repository.");
        }

        return folder.FullName;
    }

    private static async Task<(int ExitCode, string Text)> Run(string folder, string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var texts = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Join('\n', texts).Trim());
    }
}

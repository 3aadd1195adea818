using System.Diagnostics;

namespace SchemaRegistry.Cluster.Members;

/// <summary>
/// The executable as it was one commit ago, built from the repository's own history and kept in the system's temporary folder. Where the
/// history has no earlier commit it is the present one once more.
/// </summary>
internal static class PreviousBuild
{
    public static async Task<string> Get()
    {
        var root = FindRoot();
        var commit = await Run(root, "git", "rev-parse", "--verify", "--quiet", "HEAD~1") is { Length: > 0 } previous
            ? previous
            : await Run(root, "git", "rev-parse", "HEAD");
        var folder = Path.Combine(Path.GetTempPath(), "schema-registry-builds", commit);
        var assembly = Path.Combine(folder, "Silo", "bin", "Release", "net10.0", "SchemaRegistry.Silo.dll");
        var isComplete = Path.Combine(folder, "complete");
        if (File.Exists(isComplete))
        {
            return assembly;
        }

        Directory.CreateDirectory(folder);
        await Run(root, "bash", "-c", $"git archive {commit} | tar -x -C '{folder}'");

        // It was checked when it was made; here it only has to run.
        string[] asItIs = ["-p:RunAnalyzers=false", "-p:EnforceCodeStyleInBuild=false", "-p:GenerateDocumentationFile=false"];
        var log = await Run(
            folder, "dotnet", ["build", "Silo/Silo.csproj", "-c", "Release", "-v", "quiet", "-nodeReuse:false", "-p:UseSharedCompilation=false", .. asItIs]);
        Assert.True(File.Exists(assembly), log);
        await File.WriteAllTextAsync(isComplete, commit);
        return assembly;
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

    private static async Task<string> Run(string folder, string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return text.Trim();
    }
}

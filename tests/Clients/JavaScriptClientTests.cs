using System.Diagnostics;
using System.Reflection;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clients;

/// <summary>
/// Unchanged clients from the outside world drive the real process. What each does stands in its script.
/// </summary>
public sealed class JavaScriptClientTests(JavaScriptClientTests.Registry registry) : IClassFixture<JavaScriptClientTests.Registry>
{
    internal static string ScriptFolder { get; } = typeof(JavaScriptClientTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "ScriptFolder").Value!;

    public static TheoryData<string> Scripts =>
        [.. Directory.GetFiles(ScriptFolder, "*-*.mjs").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task A_client_works_unchanged(string script)
    {
        var start = new ProcessStartInfo(
            "node",
            [Path.Combine(ScriptFolder, script), registry.Process.BaseAddress.ToString(), registry.Process.GrpcAddress.ToString()])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using var node = Process.Start(start)!;
        var output = node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = node.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(node.ExitCode == 0, $"{script} ended with {node.ExitCode}:\n{await output}{await errors}");
    }

    public sealed class Registry : IAsyncLifetime
    {
        private readonly TempFolder _folder = new();

        public RegistryProcess Process { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Process = await RegistryProcess.Start(_folder.Path);

        public async ValueTask DisposeAsync()
        {
            await Process.DisposeAsync();
            _folder.Dispose();
        }
    }
}

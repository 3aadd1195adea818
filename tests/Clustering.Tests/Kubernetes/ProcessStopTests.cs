using SchemaRegistry.Clustering.Tests.Contract;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The real executable, asked to stop while what it needs is away.</summary>
[Slow]
[Requires("postgresql")]
public sealed class ProcessStopTests(MembershipDatabase database) : IAsyncLifetime
{
    private const int DrainSeconds = 5;
    private readonly TempFolder _folder = new();
    private KubernetesApi _api = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _api = await KubernetesApi.Start();
        _api.AddPod("registry-0", ("app", "registry"));
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("away", "text")]
    [InlineData("hanging", "text")]
    [InlineData("asking for patience", "json")]
    public async Task A_silo_that_cannot_leave_ends_in_its_time(string fault, string format)
    {
        await using var silo = await RegistryProcess.Start(_folder.Path, await Pod(("LOG_FORMAT", format)), Cancel);
        await Break(fault);

        var exitCode = await silo.Terminate().WaitAsync(TimeSpan.FromSeconds(DrainSeconds + 3), Cancel);

        Assert.True(exitCode == 1, $"{exitCode}: {silo.Output}");
        Assert.Contains($"Not everything had ended after DRAIN_SECONDS={DrainSeconds}.", silo.Output, StringComparison.Ordinal);
        AssertForm(format, silo);
    }

    [Fact]
    public async Task A_silo_leaves_as_soon_as_the_API_server_is_back()
    {
        await using var silo = await RegistryProcess.Start(_folder.Path, await Pod(), Cancel);
        await Break("away");
        var stopping = silo.Terminate();
        using var drained = new PeriodicTimer(TimeSpan.FromSeconds(1));
        await drained.WaitForNextTickAsync(Cancel);

        await _api.ComeBack();
        var exitCode = await stopping.WaitAsync(TimeSpan.FromSeconds(DrainSeconds + 3), Cancel);

        Assert.True(exitCode == 0, $"{exitCode}: {silo.Output}");
        Assert.Contains("\"status\":\"Dead\"", Assert.Single(Rows()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all")]
    [InlineData("gateway")]
    public async Task A_process_that_waits_for_the_API_server_can_be_stopped(string role)
    {
        await _api.GoAway();
        await using var registry = RegistryProcess.Launch(_folder.Path, await Pod(("ROLE", role)));
        await Eventually.Be("it to wait", TimeSpan.FromSeconds(30), () => registry.Output.Contains("Kubernetes API", StringComparison.Ordinal));

        await AssertStops(registry);
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    public async Task A_process_that_waits_for_PostgreSQL_can_be_stopped(string format)
    {
        await using var registry = RegistryProcess.Launch(_folder.Path, new Dictionary<string, string>
        {
            ["DATABASE_URL"] = $"postgresql://registry@127.0.0.1:{FreePort.Next()}/registry",
            ["LOG_FORMAT"] = format,
        });
        await Eventually.Be("it to wait", TimeSpan.FromSeconds(30), () => registry.Output.Contains("Waiting for the store", StringComparison.Ordinal));

        await AssertStops(registry);
        AssertForm(format, registry);
    }

    private static void AssertForm(string format, RegistryProcess registry) =>
        Assert.All(registry.Output.Split('\n'), line => Assert.Equal(format == "json", line.StartsWith('{')));

    private static async Task AssertStops(RegistryProcess registry)
    {
        var exitCode = await registry.Terminate().WaitAsync(TimeSpan.FromSeconds(10), Cancel);

        Assert.True(exitCode == 0, $"{exitCode}: {registry.Output}");
        Assert.Contains("Asked to stop before the start was over.", registry.Output, StringComparison.Ordinal);
        Assert.Empty(registry.Faults);
        Assert.DoesNotContain("   at ", registry.Output, StringComparison.Ordinal);
    }

    private Task Break(string fault)
    {
        switch (fault)
        {
            case "hanging":
                _api.Failing = _ => new ApiFailure(0);
                return Task.CompletedTask;
            case "asking for patience":
                _api.Failing = _ => new ApiFailure(429, RetryAfterSeconds: 120);
                return Task.CompletedTask;
            default:
                return _api.GoAway();
        }
    }

    private IEnumerable<string> Rows() => _api.Objects.Read("configmaps", KubernetesApi.Namespace, "orleans-schema-registry").Body["data"]!.AsObject()
        .Where(entry => entry.Key.StartsWith("s.", StringComparison.Ordinal))
        .Select(entry => (string)entry.Value!);

    private async Task<Dictionary<string, string>> Pod(params (string Name, string Value)[] more)
    {
        var pod = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await database.Url(),
            ["DATABASE_MAX_CONNECTIONS"] = "8",
            ["DATABASE_MIN_CONNECTIONS"] = "0",
            ["CLUSTERING"] = "kubernetes",
            ["POD_NAME"] = "registry-0",
            ["POD_NAMESPACE"] = KubernetesApi.Namespace,
            ["POD_IP"] = "127.0.0.1",
            ["KUBECONFIG"] = _api.KubeConfig,
            ["DRAIN_SECONDS"] = $"{DrainSeconds}",
            ["DRAIN_DELAY_SECONDS"] = "0",
        };
        foreach (var (name, value) in more)
        {
            pod[name] = value;
        }

        return pod;
    }
}

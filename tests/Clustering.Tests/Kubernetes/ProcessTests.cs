using System.Diagnostics;
using System.Net.Http.Json;
using SchemaRegistry.Clustering.Tests.Contract;
using SchemaRegistry.Clustering.Tests.StandIn;
using SchemaRegistry.Support;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The real executable as a pod would start it.</summary>
[Requires("postgresql")]
public sealed class ProcessTests(MembershipDatabase database)
{
    [Fact]
    public async Task A_process_that_finds_no_credentials_says_so_in_one_line_and_ends()
    {
        using var folder = new TempFolder();
        await using var registry = RegistryProcess.Launch(folder.Path, new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await database.Url(),
            ["CLUSTERING"] = "kubernetes",
            ["POD_NAME"] = "registry-0",
            ["POD_NAMESPACE"] = KubernetesApi.Namespace,
            ["POD_IP"] = "127.0.0.1",
            ["KUBECONFIG"] = folder.File("none"),
            ["HOME"] = folder.Path,
        });

        var exitCode = await registry.WaitForExit(TestContext.Current.CancellationToken);

        Assert.Equal(2, exitCode);
        Assert.StartsWith("Kubernetes clustering needs a service account", Assert.Single(registry.Output.Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registries_in_pods_form_a_cluster_and_serve()
    {
        await using var api = await KubernetesApi.Start();
        using var folder = new TempFolder();
        await using var first = await StartPod("registry-0");
        await using var second = await StartPod("registry-1");

        foreach (var registry in new[] { first, second })
        {
            using var answer = await registry.Client.PostAsJsonAsync(
                "subjects/orders/versions", new { schema = "\"string\"" }, TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, registry.Output);
        }

        var members = api.Objects.Read("configmaps", KubernetesApi.Namespace, "orleans-schema-registry").Body["data"]!.AsObject()
            .Where(entry => entry.Key.StartsWith("s.", StringComparison.Ordinal))
            .Select(entry => (string)entry.Value!);
        Assert.Equal(2, members.Count(row => row.Contains("\"status\":\"Active\"", StringComparison.Ordinal)));
        Assert.Equal(2 * 2, api.Requests.Count(request => request is { Method: "DELETE", Name: "orleans-schema-registry-join" }));

        async Task<RegistryProcess> StartPod(string pod) => await RegistryProcess.Start(folder.Path, await Pod(api, pod));
    }

    [Fact]
    [Slow]
    public async Task Three_registries_that_start_at_the_same_instant_take_little_longer_than_their_processors_do()
    {
        await using var api = await KubernetesApi.Start();
        using var folder = new TempFolder();
        var alone = await TimeToStart("registry-0");

        var together = await TimeToStart("registry-1", "registry-2", "registry-3");

        // Three share what one had to itself. A race for the table that is lost costs two to four seconds, and more each time.
        var text = $"alone {alone.TotalSeconds:0.0} s, together {together.TotalSeconds:0.0} s";
        TestContext.Current.TestOutputHelper?.WriteLine(text);
        Assert.True(together < (3 * alone) + TimeSpan.FromSeconds(2), text);

        async Task<TimeSpan> TimeToStart(params string[] pods)
        {
            var environments = await Task.WhenAll(pods.Select(pod => Pod(api, pod)));
            var started = Stopwatch.StartNew();
            var registries = environments.Select(environment => RegistryProcess.Launch(folder.Path, environment)).ToList();
            try
            {
                await Task.WhenAll(registries.Select(registry => registry.WaitUntilReady(TestContext.Current.CancellationToken)));
                return started.Elapsed;
            }
            finally
            {
                await Task.WhenAll(registries.Select(registry => registry.DisposeAsync().AsTask()));
                Array.ForEach(pods, api.DeletePod);
            }
        }
    }

    private async Task<Dictionary<string, string>> Pod(KubernetesApi api, string pod)
    {
        api.AddPod(pod, ("app", "registry"));
        return new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await database.Url(),
            ["DATABASE_MAX_CONNECTIONS"] = "8",
            ["DATABASE_MIN_CONNECTIONS"] = "0",
            ["CLUSTERING"] = "kubernetes",
            ["POD_NAME"] = pod,
            ["POD_NAMESPACE"] = KubernetesApi.Namespace,
            ["POD_IP"] = "127.0.0.1",
            ["KUBECONFIG"] = api.KubeConfig,
        };
    }
}

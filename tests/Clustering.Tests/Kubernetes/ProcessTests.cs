using System.Net.Http.Json;
using System.Text.Json.Nodes;
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
    public async Task A_process_that_finds_a_ConfigMap_of_somebody_else_says_so_in_one_line_and_ends()
    {
        await using var api = await KubernetesApi.Start();
        using var folder = new TempFolder();
        api.Objects.Create("configmaps", KubernetesApi.Namespace, new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = "orleans-schema-registry" },
            ["data"] = new JsonObject { ["theirs"] = "1" },
        });
        await using var registry = RegistryProcess.Launch(folder.Path, await Pod(api, "registry-0"));

        var exitCode = await registry.WaitForExit(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 2, $"{exitCode}: {registry.Output}");
        Assert.False(registry.Output.Contains('\n', StringComparison.Ordinal), registry.Output);
        Assert.StartsWith("ConfigMap orleans-schema-registry does not belong to the cluster", registry.Output, StringComparison.Ordinal);
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
    public async Task Three_registries_that_start_at_the_same_instant_lose_no_race_for_the_table()
    {
        await using var api = await KubernetesApi.Start();
        using var folder = new TempFolder();
        var environments = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => Pod(api, $"registry-{number}")));
        var registries = environments.Select(environment => RegistryProcess.Launch(folder.Path, environment)).ToList();
        try
        {
            await Task.WhenAll(registries.Select(registry => registry.WaitUntilReady(TestContext.Current.CancellationToken)));

            // A race that is lost costs two to four seconds, and more each time. On a machine that is busy enough a silo waits for the
            // lock for so long that it joins without it, or holds it for so long that another one takes it away: its own release then
            // comes too late. Either may then lose a race with each of its writes.
            var lost = api.Requests.Count(request => request is { Method: "PATCH", Kind: "configmaps", Status: 409 or 422 });
            var without = registries.Count(registry => registry.Output.Contains("without the join lock", StringComparison.Ordinal));
            var late = api.Requests.Count(
                request => request is { Method: "DELETE", Name: "orleans-schema-registry-join", Status: 404 or 409 });
            Assert.True(
                lost <= 2 * ((2 * without) + late),
                $"{lost} races lost, of which {late} locks that were released too late and {without} joins without it explain some: "
                + string.Join(", ", api.Requests
                    .Where(request => request.Method != "GET")
                    .Select(request => $"{request.Method} {request.Kind}/{request.Name} {request.Status}")));
        }
        finally
        {
            await Task.WhenAll(registries.Select(registry => registry.DisposeAsync().AsTask()));
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

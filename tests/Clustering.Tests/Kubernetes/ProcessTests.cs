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
        Assert.Equal(2, api.Requests.Count(request => request is { Method: "DELETE", Name: "orleans-schema-registry-join" }));

        async Task<RegistryProcess> StartPod(string pod)
        {
            api.AddPod(pod, ("app", "registry"));
            return await RegistryProcess.Start(folder.Path, new Dictionary<string, string>
            {
                ["DATABASE_URL"] = await database.Url(),
                ["DATABASE_MAX_CONNECTIONS"] = "8",
                ["DATABASE_MIN_CONNECTIONS"] = "0",
                ["CLUSTERING"] = "kubernetes",
                ["POD_NAME"] = pod,
                ["POD_NAMESPACE"] = KubernetesApi.Namespace,
                ["POD_IP"] = "127.0.0.1",
                ["KUBECONFIG"] = api.KubeConfig,
            });
        }
    }
}

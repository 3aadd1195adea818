using System.Text.Json.Nodes;
using SchemaRegistry.Clustering.Tests.StandIn;

namespace SchemaRegistry.Clustering.Tests.Kubernetes;

/// <summary>The stand-in refuses what a real API server refuses, or the other tests would prove nothing.</summary>
public sealed class StandInTests
{
    private const string Space = KubernetesApi.Namespace;
    private readonly ApiObjects _objects = new();

    [Theory]
    [InlineData("""[{"op":"test","path":"/data/version","value":"6"},{"op":"replace","path":"/data/version","value":"7"}]""")]
    [InlineData("""[{"op":"replace","path":"/data/other","value":"7"}]""")]
    [InlineData("""[{"op":"remove","path":"/data/other"}]""")]
    [InlineData("""[{"op":"add","path":"/binaryData/other","value":"7"}]""")]
    [InlineData("""[{"op":"add","path":"/data/a~1b","value":"7"}]""")]
    [InlineData("""[{"op":"add","path":"/data/a:b","value":"7"}]""")]
    [InlineData("""[{"op":"add","path":"/data/number","value":7}]""")]
    public void A_patch_that_cannot_be_applied_is_unprocessable_and_changes_nothing(string patch)
    {
        Create("configmaps", """{"metadata":{"name":"x"},"data":{"version":"5"}}""");

        Assert.Equal(422, Patch("configmaps", "json-patch", patch).Status);

        Assert.Equal("""{"version":"5"}""", Read("configmaps")["data"]!.ToJsonString());
    }

    [Fact]
    public void A_key_cannot_be_added_to_data_that_has_none()
    {
        Create("configmaps", """{"metadata":{"name":"x"},"data":{}}""");

        Assert.Equal(422, Patch("configmaps", "json-patch", """[{"op":"add","path":"/data/version","value":"7"}]""").Status);
    }

    [Theory]
    [InlineData("uid")]
    [InlineData("resourceVersion")]
    public void What_is_meant_for_another_state_of_the_object_is_a_conflict(string field)
    {
        Create("leases", """{"metadata":{"name":"x"},"spec":{}}""");
        var preconditions = new JsonObject { ["preconditions"] = new JsonObject { [field] = "other" } };

        var patched = Patch("leases", "merge-patch", """{"metadata":{"@":"other"},"spec":{"holderIdentity":"me"}}""".Replace("@", field));
        var deleted = _objects.Delete("leases", Space, "x", preconditions);

        Assert.Equal((409, 409), (patched.Status, deleted.Status));
    }

    [Theory]
    [InlineData("""{"renewTime":"2026-11-01T12:00:00Z"}""", 400)]
    [InlineData("""{"acquireTime":"2026-11-01T12:00:00.1234567Z"}""", 400)]
    [InlineData("""{"leaseDurationSeconds":0}""", 422)]
    [InlineData("""{"leaseTransitions":-1}""", 422)]
    [InlineData("""{"leaseDurationSeconds":1,"renewTime":"2026-11-01T12:00:00.000000Z"}""", 201)]
    public void A_lease_is_looked_at(string spec, int status) =>
        Assert.Equal(status, _objects.Create("leases", Space, Parse("""{"metadata":{"name":"x"},"spec":""" + spec + "}")).Status);

    [Fact]
    public void A_patch_that_changes_nothing_leaves_the_resource_version()
    {
        Create("leases", """{"metadata":{"name":"x"},"spec":{"holderIdentity":"me"}}""");
        var before = Read("leases");

        Patch("leases", "merge-patch", """{"spec":{"holderIdentity":"me"}}""");

        Assert.True(JsonNode.DeepEquals(before, Read("leases")));
    }

    [Theory]
    [InlineData("b", "DELETED")]
    [InlineData("a", "MODIFIED")]
    public void A_watch_is_told_that_an_object_is_gone_when_it_ceases_to_match(string label, string told)
    {
        Create("pods", """{"metadata":{"name":"x","labels":{"app":"a"}}}""");
        var before = long.Parse((string)Read("pods")["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);

        Patch("pods", "merge-patch", """{"metadata":{"labels":{"other":"x","app":"@"}}}""".Replace("@", label));

        var (_, seen) = Assert.Single(_objects.Events("pods", Space, new ApiSelector("app=a", null), before).Events!);
        Assert.Equal(told, (string?)seen["type"]);
    }

    private void Create(string kind, string body) => Assert.Equal(201, _objects.Create(kind, Space, Parse(body)).Status);

    private ApiAnswer Patch(string kind, string form, string patch) =>
        _objects.Patch(kind, Space, "x", $"application/{form}+json; charset=utf-8", JsonNode.Parse(patch)!);

    private JsonObject Read(string kind) => _objects.Read(kind, Space, "x").Body;

    private static JsonObject Parse(string json) => JsonNode.Parse(json)!.AsObject();
}

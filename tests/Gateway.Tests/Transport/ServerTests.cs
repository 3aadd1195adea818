using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>What the server says about itself (reference 3.5, 4.1 and 4.3).</summary>
public sealed class ServerTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Fact]
    public async Task The_cluster_is_named_under_its_scope()
    {
        var reply = (await Get("/v1/metadata/id")).IsOk();

        Assert.Equal(["scope"], reply.Members);
        Assert.Equal(0, reply["scope"].GetProperty("path").GetArrayLength());
        Assert.Equal(
            ["kafka-cluster", "schema-registry-cluster"], reply["scope"].GetProperty("clusters").EnumerateObject().Select(cluster => cluster.Name));
    }

    [Fact]
    public async Task The_version_and_the_commit_are_told()
    {
        var reply = (await Get("/v1/metadata/version")).IsOk();

        Assert.Equal(["version", "commitId"], reply.Members);
        Assert.Equal((BuildVersion.Number, BuildVersion.Commit), (reply.Member("version"), reply.Member("commitId")));
        Assert.Matches("^([0-9a-f]{40})?$", BuildVersion.Commit);
    }

    [Fact]
    public async Task A_deployment_has_no_attributes() => (await Get("/v1/metadata/deployment")).IsJson("""{"attributes":[]}""");

    [Fact]
    public async Task There_are_three_types() =>
        Assert.Equal(["AVRO", "JSON", "PROTOBUF"], (await Get("/schemas/types")).IsOk().Names.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("[1]")]
    public async Task The_root_does_not_read_what_is_posted(string body) => (await Post("/", body)).IsJson("{}");

    [Theory]
    [InlineData("POST", "/associations")]
    [InlineData("POST", "/associations:batchGet")]
    [InlineData("POST", "/associations:batchMutate")]
    [InlineData("PUT", "/associations/resources/r")]
    [InlineData("DELETE", "/associations/resources/r")]
    [InlineData("POST", "/contexts/.c/associations")]
    [InlineData("POST", "/dek-registry/v1/keks")]
    [InlineData("PUT", "/dek-registry/v1/keks/k")]
    [InlineData("POST", "/dek-registry/v1/keks/k/deks/s")]
    public async Task What_is_not_offered_cannot_be_written(string method, string path) =>
        (await Send(new HttpMethod(method), path, "{}")).IsError(404, "HTTP 404 Not Found");

    [Fact]
    public async Task The_name_of_an_exporter_is_ignored() => (await Get("/subjects", ("Confluent-Schema-Exporter-Name", "e"))).IsOk();
}

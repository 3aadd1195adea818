using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>HEAD, OPTIONS, wrong methods, unknown paths (reference 1.1 and 1.3).</summary>
public sealed class MethodTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData("/nothing")]
    [InlineData("/subjects/s/nothing")]
    [InlineData("/schemas/ids")]
    [InlineData("/subjects/s/versions/1/schema/more")]
    [InlineData("/Subjects")]
    [InlineData("/subjects/s/Versions")]
    [InlineData("/exporters")]
    [InlineData("/associations/subjects/s")]
    [InlineData("/associations/resources/r")]
    [InlineData("/dek-registry/v1/keks")]
    [InlineData("/dek-registry/v1/keks/k/deks/s")]
    public async Task An_unknown_path_is_not_found(string path) => (await Get(path)).IsError(404, "HTTP 404 Not Found");

    [Theory]
    [InlineData("PUT", "/subjects", "GET,HEAD,OPTIONS")]
    [InlineData("GET", "/subjects/s", "DELETE,OPTIONS,POST")]
    [InlineData("PATCH", "/subjects/s/versions", "GET,HEAD,OPTIONS,POST")]
    [InlineData("POST", "/schemas/ids/1", "GET,HEAD,OPTIONS")]
    [InlineData("POST", "/config", "DELETE,GET,HEAD,OPTIONS,PUT")]
    [InlineData("FROB", "/mode", "DELETE,GET,HEAD,OPTIONS,PUT")]
    [InlineData("GET", "/compatibility/subjects/s/versions/1", "OPTIONS,POST")]
    public async Task A_wrong_method_is_told_which_are_right(string method, string path, string allowed)
    {
        var reply = await Send(new HttpMethod(method), path);

        reply.IsError(405, "HTTP 405 Method Not Allowed");
        Assert.Equal(allowed, Allowed(reply));
    }

    [Fact]
    public async Task Options_names_the_methods()
    {
        var reply = await Send(HttpMethod.Options, "/config/s");

        Assert.Equal((200, "DELETE,GET,HEAD,OPTIONS,PUT"), (reply.Status, Allowed(reply)));
    }

    [Fact]
    public async Task Options_of_an_unknown_path_is_not_found() => (await Send(HttpMethod.Options, "/nothing")).IsError(404);

    [Theory]
    [InlineData("/")]
    [InlineData("/subjects")]
    [InlineData("/subjects/{0}/versions")]
    [InlineData("/subjects/{0}/versions/1")]
    [InlineData("/subjects/{0}/versions/latest/schema")]
    [InlineData("/subjects/{0}/versions/1/referencedby")]
    [InlineData("/subjects/{0}/metadata")]
    [InlineData("/subjects/unheard-of/versions/1")]
    [InlineData("/schemas")]
    [InlineData("/schemas/types")]
    [InlineData("/schemas/ids/1")]
    [InlineData("/schemas/ids/1/schema")]
    [InlineData("/schemas/ids/1/subjects")]
    [InlineData("/schemas/ids/1/versions")]
    [InlineData("/schemas/guids/00000000-0000-0000-0000-000000000000")]
    [InlineData("/schemas/guids/00000000-0000-0000-0000-000000000000/ids")]
    [InlineData("/contexts")]
    [InlineData("/config")]
    [InlineData("/config/unheard-of")]
    [InlineData("/mode")]
    [InlineData("/mode/unheard-of")]
    [InlineData("/v1/metadata/id")]
    [InlineData("/v1/metadata/version")]
    [InlineData("/v1/metadata/deployment")]
    public async Task Head_answers_as_get_does_without_a_body(string template)
    {
        await RegisterVersions(Subject, 1);
        var path = string.Format(null, template, Subject);
        var (get, head) = (await Get(path), await Send(HttpMethod.Head, path));

        Assert.Equal((get.Status, "", get.MediaType), (head.Status, head.Text, head.MediaType));
    }

    private static string Allowed(Reply reply) =>
        string.Join(',', reply.Header("Allow")!.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal));
}

using SchemaRegistry.Gateway.Tests.Http;

namespace SchemaRegistry.Gateway.Tests.Transport;

/// <summary>Reference 1.1.</summary>
public sealed class MediaTypeTests(SharedRegistry registry) : RestTests(registry.Process)
{
    [Theory]
    [InlineData(null, "application/vnd.schemaregistry.v1+json")]
    [InlineData("*/*", "application/vnd.schemaregistry.v1+json")]
    [InlineData("application/*", "application/vnd.schemaregistry.v1+json")]
    [InlineData("application/json", "application/json")]
    [InlineData("application/vnd.schemaregistry+json", "application/vnd.schemaregistry+json")]
    [InlineData("application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry.v1+json")]
    [InlineData("application/json, application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry.v1+json")]
    [InlineData("application/json;q=1, application/vnd.schemaregistry.v1+json;q=0.1", "application/json")]
    [InlineData("text/html, image/gif, image/jpeg, */*; q=0.2", "application/vnd.schemaregistry.v1+json")]
    [InlineData("text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2", "application/vnd.schemaregistry.v1+json")]
    [InlineData("application/vnd.schemaregistry.v1+json, application/vnd.schemaregistry+json, application/json", "application/vnd.schemaregistry.v1+json")]
    [InlineData("not a media type", "application/vnd.schemaregistry.v1+json")]
    public async Task The_answer_comes_in_the_type_accepted(string? accept, string answered)
    {
        var reply = await (accept is null ? Get("/schemas/types") : Get("/schemas/types", ("Accept", accept)));

        Assert.Equal((200, answered), (reply.Status, reply.MediaType));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("application/xml;q=0.9, image/*")]
    [InlineData("application/vnd.schemaregistry.v1+json;q=0")]
    public async Task A_type_that_cannot_be_served_is_refused(string accept) =>
        (await Get("/subjects", ("Accept", accept))).IsError(406, "HTTP 406 Not Acceptable");

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/vnd.schemaregistry+json")]
    [InlineData("application/vnd.schemaregistry.v1+json")]
    [InlineData("application/octet-stream")]
    [InlineData("")]
    public async Task A_body_of_these_types_is_read(string contentType) =>
        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), ("Content-Type", contentType))).IsOk();

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/avro")]
    public async Task A_body_of_another_type_is_refused(string contentType)
    {
        (await Post($"/subjects/{Subject}/versions", Body(Avro.Text), ("Content-Type", contentType)))
            .IsError(415, "HTTP 415 Unsupported Media Type");

        (await Get($"/subjects/{Subject}/versions")).IsError(40401);
    }

    [Fact]
    public async Task Errors_come_in_the_negotiated_type()
    {
        var reply = await Get($"/subjects/{Subject}/versions", ("Accept", "application/json"));

        Assert.Equal("application/json", reply.MediaType);
    }
}

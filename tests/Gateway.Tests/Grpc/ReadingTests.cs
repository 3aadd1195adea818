using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

public sealed class ReadingTests(SharedRegistry registry) : GrpcTests(registry)
{
    [Fact]
    public async Task A_schema_is_found_by_its_id_and_by_its_GUID()
    {
        var registered = await Register(Order);

        var byId = await Api.GetSchemaAsync(ById(registered.Id), Call);
        var byGuid = await Api.GetSchemaAsync(new GetSchemaRequest { Guid = registered.Guid }, Call);

        Assert.Equal((Order, registered.Guid), (byId.Schema.Text, byId.Guid));
        Assert.Equal((byId.Schema, registered.Guid), (byGuid.Schema, byGuid.Guid));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public async Task An_id_that_nobody_has_is_not_found(int id) =>
        Assert.Equal((StatusCode.NotFound, 40403, "SCHEMA_NOT_FOUND"), await Refusal(Api.GetSchemaAsync(ById(id), Call)));

    [Theory]
    [InlineData("")]
    [InlineData("not a guid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task A_GUID_that_nobody_has_is_not_found(string guid) => Assert.Equal(
        (StatusCode.NotFound, 40403, "SCHEMA_NOT_FOUND"), await Refusal(Api.GetSchemaAsync(new GetSchemaRequest { Guid = guid }, Call)));

    [Fact]
    public async Task A_schema_under_a_subject_that_does_not_use_it_is_not_found()
    {
        var request = ById((await Register(Order)).Id);
        request.Subject = "another";

        Assert.Equal((StatusCode.NotFound, 40403, "SCHEMA_NOT_FOUND"), await Refusal(Api.GetSchemaAsync(request, Call)));
    }

    [Fact]
    public async Task A_subject_without_context_is_looked_for_in_all_of_them_along_with_an_id_without_one()
    {
        var context = $".c{Guid.NewGuid():N}";
        var id = (await Register($":{context}:{Subject}", Avro(Order))).Id;
        var request = ById(id);
        request.Subject = Subject;

        Assert.Equal(context, (await Api.GetSchemaAsync(request, Call)).Id.Context);
        request.Id.Context = ".";
        Assert.Equal((StatusCode.NotFound, 40403, "SCHEMA_NOT_FOUND"), await Refusal(Api.GetSchemaAsync(request, Call)));
    }

    [Fact]
    public async Task A_batch_answers_each_request_for_itself_and_in_order()
    {
        var id = (await Register(Order)).Id;

        var batch = await Api.BatchGetSchemasAsync(
            new BatchGetSchemasRequest { Requests = { ById(int.MaxValue), ById(id), new GetSchemaRequest() } }, Call);

        var missing = batch.Results[0].Error;
        Assert.Equal((5, 40403, "SCHEMA_NOT_FOUND"), (missing.Status, missing.ErrorCode, missing.Reason));
        Assert.Equal(Order, batch.Results[1].Schema.Schema.Text);
        Assert.Equal(422, batch.Results[2].Error.ErrorCode);
    }

    [Fact]
    public async Task A_batch_has_a_limit()
    {
        var batch = new BatchGetSchemasRequest { Requests = { Enumerable.Repeat(ById(1), 1_001) } };

        Assert.Equal((StatusCode.InvalidArgument, 400, "BAD_REQUEST"), await Refusal(Api.BatchGetSchemasAsync(batch, Call)));
    }

    [Fact]
    public async Task The_latest_version_is_shown_when_none_is_named()
    {
        await Register(Order);
        await Register(OrderWithNote);

        var latest = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject }, Call);
        var first = await Api.GetVersionAsync(new GetVersionRequest { Subject = Subject, Version = 1 }, Call);

        Assert.Equal((2, OrderWithNote), (latest.Version.Version, latest.Version.Schema.Text));
        Assert.Equal((1, Order), (first.Version.Version, first.Version.Schema.Text));
        Assert.NotNull(first.Version.CreateTime);
    }

    [Theory]
    [InlineData(0, StatusCode.InvalidArgument, 42202)]
    [InlineData(-2, StatusCode.InvalidArgument, 42202)]
    [InlineData(9, StatusCode.NotFound, 40402)]
    public async Task A_version_that_is_not_there_is_refused(int version, StatusCode status, int code)
    {
        await Register(Order);

        var refusal = await Refusal(Api.GetVersionAsync(new GetVersionRequest { Subject = Subject, Version = version }, Call));

        Assert.Equal((status, code), (refusal.Status, refusal.Code));
    }

    [Fact]
    public async Task A_subject_that_is_not_there_is_not_found() => Assert.Equal(
        (StatusCode.NotFound, 40401, "SUBJECT_NOT_FOUND"),
        await Refusal(Api.GetVersionAsync(new GetVersionRequest { Subject = Subject }, Call)));

    [Fact]
    public async Task A_version_is_found_by_its_metadata()
    {
        var schema = Avro(Order);
        schema.Metadata = new Protocol.V1.Metadata { Properties = { ["owner"] = "sales", ["tier"] = "1" } };
        await Register(Subject, schema);
        await Register(OrderWithNote);

        var found = await Api.FindVersionAsync(
            new FindVersionRequest { Subject = Subject, Properties = { ["owner"] = "sales" } }, Call);

        Assert.Equal("sales", found.Version.Schema.Metadata.Properties["owner"]);
    }

    [Fact]
    public async Task A_text_comes_in_the_form_that_is_asked_for()
    {
        var schema = new Schema { Type = SchemaType.Protobuf, Text = "syntax = \"proto3\";\nmessage Order {\n  string id = 1;\n}\n" };
        var request = ById((await Register(Subject, schema)).Id);
        request.Format = "serialized";

        var shown = await Api.GetSchemaAsync(request, Call);

        Assert.NotEmpty(Convert.FromBase64String(shown.Schema.Text));
    }

    [Fact]
    public async Task A_lookup_tells_the_subject_from_the_schema()
    {
        var lookup = new LookupRequest { Subject = Subject, Schema = Avro(OrderWithNote) };
        Assert.Equal((StatusCode.NotFound, 40401, "SUBJECT_NOT_FOUND"), await Refusal(Api.LookupAsync(lookup, Call)));
        await Register(Order);

        Assert.Equal((StatusCode.NotFound, 40403, "SCHEMA_NOT_FOUND"), await Refusal(Api.LookupAsync(lookup, Call)));
    }

    [Fact]
    public async Task The_server_says_what_it_is()
    {
        var info = await Api.GetServerInfoAsync(new GetServerInfoRequest(), Call);

        Assert.NotEmpty(info.Version);
        Assert.Equal([SchemaType.Avro, SchemaType.Json, SchemaType.Protobuf], info.SchemaTypes.Order());
    }

    private static GetSchemaRequest ById(int id) => new() { Id = new SchemaId { Id = id } };
}

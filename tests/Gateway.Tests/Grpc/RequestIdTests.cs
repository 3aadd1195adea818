using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

/// <summary>An id that a caller chose stands for one request.</summary>
public sealed class RequestIdTests(SharedRegistry registry) : GrpcTests(registry)
{
    private static readonly (StatusCode, int, string) Reused = (StatusCode.AlreadyExists, 40991, "REQUEST_ID_REUSED");
    private readonly string _id = Guid.NewGuid().ToString();

    private string Other => $"{Subject}-other";

    [Fact]
    public async Task The_same_request_gets_its_first_answer()
    {
        var registered = await Register(Subject, Order, _id);
        await Register(OrderWithNote);
        Assert.Equal(registered, await Register(Subject, Order, _id));

        var id = Guid.NewGuid().ToString();
        Assert.Equal([1, 2], (await DeleteSubject(Subject, id)).Versions);
        Assert.Equal([1, 2], (await DeleteSubject(Subject, id)).Versions);
    }

    [Fact]
    public async Task A_registration_under_the_id_of_one_of_another_subject_is_refused_and_not_made()
    {
        await Register(Subject, Order, _id);
        await Register(Other, Avro(Order));

        Assert.Equal(Reused, await Refusal(Registering(Other, OrderWithNote, _id)));
        Assert.Equal([1], await Versions(Other));
    }

    [Fact]
    public async Task A_registration_of_another_schema_under_the_same_id_is_refused_and_not_made()
    {
        await Register(Subject, Order, _id);

        Assert.Equal(Reused, await Refusal(Registering(Subject, OrderWithNote, _id)));
        Assert.Equal([1], await Versions(Subject));
    }

    [Fact]
    public async Task A_registration_with_other_options_is_another_request()
    {
        await Register(Subject, Order, _id);
        var forced = new RegisterRequest { Subject = Subject, Schema = Avro(OrderWithAmount), Force = true, RequestId = _id };

        Assert.Equal(Reused, await Refusal(Api.RegisterAsync(forced, Call)));
    }

    [Fact]
    public async Task A_deletion_of_another_version_under_the_same_id_is_refused_and_not_made()
    {
        await Register(Order);
        await Register(OrderWithNote);
        await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 1, RequestId = _id }, Call);

        Assert.Equal(
            Reused,
            await Refusal(Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 2, RequestId = _id }, Call)));
        Assert.Equal([2], await Versions(Subject));
    }

    [Fact]
    public async Task A_permanent_deletion_is_another_request_than_a_soft_one()
    {
        await Register(Order);
        await DeleteSubject(Subject, _id);
        var permanent = new DeleteSubjectRequest { Subject = Subject, Permanent = true, RequestId = _id };

        Assert.Equal(Reused, await Refusal(Api.DeleteSubjectAsync(permanent, Call)));
    }

    [Fact]
    public async Task No_other_change_is_made_under_the_id_of_a_registration()
    {
        await Register(OrderWithNote);
        await Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 1 }, Call);
        await Register(Subject, Order, _id);
        var tags = new EntityTags { Path = "Order.id", Kind = EntityKind.Field, Tags = { "PII" } };

        Assert.Equal(
            [Reused, Reused, Reused, Reused],
            [
                await Refusal(Api.DeleteVersionAsync(new DeleteVersionRequest { Subject = Subject, Version = 2, RequestId = _id }, Call)),
                await Refusal(Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = Subject, RequestId = _id }, Call)),
                await Refusal(Api.RestoreVersionAsync(new RestoreVersionRequest { Subject = Subject, Version = 1, RequestId = _id }, Call)),
                await Refusal(Api.EditTagsAsync(new EditTagsRequest { Subject = Subject, TagsToAdd = { tags }, RequestId = _id }, Call)),
            ]);
        Assert.Equal([2], await Versions(Subject));
    }

    [Fact]
    public async Task An_edit_of_tags_that_is_sent_again_is_made_once()
    {
        await Register(Order);
        var tags = new EntityTags { Path = "Order.id", Kind = EntityKind.Field, Tags = { "PII" } };
        var request = new EditTagsRequest { Subject = Subject, TagsToAdd = { tags }, RequestId = _id };

        var first = await Api.EditTagsAsync(request, Call);
        Assert.Equal(first.Version.Version, (await Api.EditTagsAsync(request, Call)).Version.Version);
        Assert.Equal([1, 2], await Versions(Subject));
    }

    [Fact]
    public async Task A_registration_on_a_stream_is_refused_by_itself()
    {
        await Register(Subject, Order, _id);
        using var stream = Api.RegisterStream(Call);
        await stream.RequestStream.WriteAsync(
            new RegisterStreamRequest { CorrelationId = 1, Register = NewRequest(Other, OrderWithNote, _id) }, Token);
        await stream.RequestStream.CompleteAsync();

        var answer = Assert.Single(await stream.ResponseStream.ReadAllAsync(Token).ToListAsync(Token));
        Assert.Equal("REQUEST_ID_REUSED", answer.Error.Reason);
    }

    private static RegisterRequest NewRequest(string subject, string text, string id) =>
        new() { Subject = subject, Schema = Avro(text), RequestId = id };

    private AsyncUnaryCall<RegisterResponse> Registering(string subject, string text, string id) =>
        Api.RegisterAsync(NewRequest(subject, text, id), Call);

    private async Task<RegisterResponse> Register(string subject, string text, string id) => await Registering(subject, text, id);

    private async Task<DeleteSubjectResponse> DeleteSubject(string subject, string id) =>
        await Api.DeleteSubjectAsync(new DeleteSubjectRequest { Subject = subject, RequestId = id }, Call);

    private async Task<IEnumerable<int>> Versions(string subject) =>
        (await All(Api.ListVersions(new ListVersionsRequest { Subject = subject }, Call))).Select(version => version.Version);
}

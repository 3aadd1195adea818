using Grpc.Core;
using SchemaRegistry.Protocol.V1;

namespace SchemaRegistry.Gateway.Tests.Grpc;

public sealed class StreamTests(SharedRegistry registry) : GrpcTests(registry)
{
    private static readonly TimeSpan Blocked = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task Registrations_are_pipelined_and_each_answer_names_its_request()
    {
        const int Count = 300;
        using var stream = Api.RegisterStream(Call);
        var answers = stream.ResponseStream.ReadAllAsync(Token).ToListAsync(Token);
        for (var number = 1; number <= Count; number++)
        {
            await stream.RequestStream.WriteAsync(Registration((ulong)number, $"{Subject}-{number}", Avro(Order)), Token);
        }

        await stream.RequestStream.CompleteAsync();

        var registered = await answers;
        Assert.Equal(Enumerable.Range(1, Count), registered.Select(answer => (int)answer.CorrelationId).Order());
        Assert.Single(registered.Select(answer => answer.Register.Id).Distinct());
    }

    [Fact]
    public async Task A_refused_request_leaves_the_stream_going()
    {
        using var stream = Api.RegisterStream(Call);
        await stream.RequestStream.WriteAsync(Registration(7, Subject, Avro("{")), Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));
        var refused = stream.ResponseStream.Current;
        await stream.RequestStream.WriteAsync(Registration(8, Subject, Avro(Order)), Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));

        var registered = stream.ResponseStream.Current;
        Assert.Equal((7u, 3, 42201), (refused.CorrelationId, refused.Error.Status, refused.Error.ErrorCode));
        Assert.Equal((8u, 1), (registered.CorrelationId, registered.Register.Version));
    }

    [Fact]
    public async Task A_lookup_stream_answers_every_kind_of_question()
    {
        var registered = await Register(Order);
        LookupStreamRequest[] questions =
        [
            new() { CorrelationId = 1, Lookup = new LookupRequest { Subject = Subject, Schema = Avro(Order) } },
            new() { CorrelationId = 2, GetSchema = new GetSchemaRequest { Guid = registered.Guid } },
            new() { CorrelationId = 3, GetVersion = new GetVersionRequest { Subject = Subject } },
            new() { CorrelationId = 4, GetVersion = new GetVersionRequest { Subject = "nobody" } },
            new() { CorrelationId = 5 },
        ];
        using var stream = Api.LookupStream(Call);
        foreach (var question in questions)
        {
            await stream.RequestStream.WriteAsync(question, Token);
        }

        await stream.RequestStream.CompleteAsync();
        var answers = (await stream.ResponseStream.ReadAllAsync(Token).ToListAsync(Token)).ToDictionary(answer => answer.CorrelationId);

        Assert.Equal(registered.Id, answers[1].Lookup.Version.Id);
        Assert.Equal(Order, answers[2].GetSchema.Schema.Text);
        Assert.Equal(1, answers[3].GetVersion.Version.Version);
        Assert.Equal((40401, 422), (answers[4].Error.ErrorCode, answers[5].Error.ErrorCode));
    }

    [Fact]
    [Slow]
    public async Task A_caller_who_does_not_read_is_held_back_and_gets_every_answer_later()
    {
        const int Many = 20_000;
        var padding = new string('x', 4_000);
        using var stream = Api.LookupStream(Call);
        var sent = 0UL;
        Task write;
        do
        {
            var question = new GetVersionRequest { Subject = Subject + padding };
            write = stream.RequestStream.WriteAsync(new LookupStreamRequest { CorrelationId = ++sent, GetVersion = question }, Token);
        }
        while (sent < Many && await Completes(write));

        Assert.InRange(sent, 64UL, 2_000UL);
        var answers = stream.ResponseStream.ReadAllAsync(Token).ToListAsync(Token);
        await write;
        await stream.RequestStream.CompleteAsync();
        Assert.Equal(sent, (ulong)(await answers).Count);
    }

    [Fact]
    public async Task A_stream_ends_when_its_caller_goes()
    {
        await Register(Order);
        using var gone = new CancellationTokenSource();
        using var stream = Api.RegisterStream(cancellationToken: gone.Token);
        await stream.RequestStream.WriteAsync(Registration(1, Subject, Avro(Order)), Token);
        Assert.True(await stream.ResponseStream.MoveNext(Token));

        await gone.CancelAsync();

        var end = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(Token));
        Assert.Equal(StatusCode.Cancelled, end.StatusCode);
    }

    private static RegisterStreamRequest Registration(ulong correlationId, string subject, Schema schema) =>
        new() { CorrelationId = correlationId, Register = new RegisterRequest { Subject = subject, Schema = schema } };

    private static async Task<bool> Completes(Task write)
    {
        try
        {
            await write.WaitAsync(Blocked, Token);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

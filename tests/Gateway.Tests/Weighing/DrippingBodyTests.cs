using System.Diagnostics.Metrics;
using System.IO.Pipelines;
using System.Text;
using Grpc.Core;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using SchemaRegistry.Gateway.Grpc;
using SchemaRegistry.Gateway.Rest.Bodies;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Weighing;

/// <summary>What is held for a body that is weighed others may wait for, so it has to come.</summary>
public sealed class DrippingBodyTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly GatewayOptions Options = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualClock _clock = new();
    private readonly DefaultHttpContext _http = new();
    private readonly TrafficBudget _budget;

    // What is written has been read when the write is over.
    private readonly Pipe _body = new(new PipeOptions(pauseWriterThreshold: 1, resumeWriterThreshold: 1));

    public DrippingBodyTests()
    {
        _budget = new TrafficBudget(Options, _clock, Meters);
        _http.Features.Set<IConnectionItemsFeature>(new Connection());
        _http.Request.ContentType = "application/json";
        _http.Request.Body = _body.Reader.AsStream();
    }

    private IMeterFactory Meters => _services.GetRequiredService<IMeterFactory>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _services.Dispose();

    [Fact]
    public async Task A_long_one_that_no_longer_comes_is_given_up_and_its_room_is_free()
    {
        var reading = Read();
        await Send(100_000);

        await TimePasses(reading);

        Assert.Equal(408, (await reading).Error?.Code);
        Assert.True(IsAllFree());
    }

    [Fact]
    public async Task A_long_one_may_take_long_while_it_comes()
    {
        var reading = Read();
        await Send("{\"schema\":\"");
        for (var second = 0; second < 60; second++)
        {
            await Send(150_000);
            _clock.Advance(Second);
        }

        await Send("\"}");
        await _body.Writer.CompleteAsync();

        Assert.Equal(60 * 150_000, (await reading.WaitAsync(Deadline, Token)).Value);
    }

    [Fact]
    public async Task That_it_waits_for_room_is_not_the_senders_fault()
    {
        var reading = Read();
        await Send("{\"schema\":\"");
        await Send(20_000);
        var share = _budget.ShareOf(_http);
        var before = share.Taken;
        Task sending;
        using (var others = _budget.Begin())
        {
            Assert.True(others.TryAdd(Options.AnswerBudgetBytes - before) && others.TryAdd(1));
            sending = Send(40_000);
            await Eventually.Be("it to wait for room", Deadline, () => share.Taken > before);
            _clock.Advance(8 * Second);
        }

        await sending;
        _clock.Advance(8 * Second);
        await Send("\"}");
        await _body.Writer.CompleteAsync();

        Assert.Equal(60_000, (await reading.WaitAsync(Deadline, Token)).Value);
    }

    [Fact]
    public async Task A_short_one_may_take_its_time()
    {
        var reading = Read();
        await Send("{\"schema\":\"");
        _clock.Advance(600 * Second);
        await Send("s\"}");
        await _body.Writer.CompleteAsync();

        Assert.Equal(1, (await reading.WaitAsync(Deadline, Token)).Value);
    }

    [Fact]
    public async Task A_long_message_over_gRPC_that_no_longer_comes_is_given_up_and_its_room_is_free()
    {
        var failures = new FailureReports(Meters, _clock, NullLogger<FailureReports>.Instance);
        using var body = new WeighedBody(_body.Reader, _http, _budget, failures);
        var reading = Task.Run(() => ReadMessage(body), Token);
        _ = Send(100_000);

        await TimePasses(reading);

        Assert.Equal(StatusCode.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => reading)).StatusCode);
        body.Dispose();
        Assert.True(IsAllFree());
    }

    private async Task TimePasses(Task until)
    {
        await Eventually.Be("the body to be given up", Deadline, () =>
        {
            _clock.Advance(Second);
            return until.IsCompleted;
        });
    }

    private async Task Send(string text) => await _body.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), Token).AsTask().WaitAsync(Deadline, Token);

    private Task Send(int length) => Send(new string('x', length));

    private Task<Outcome<int>> Read() => Task.Run(
        () => BodyReader.Read<int>(_http.Request, Options.MaxRequestBytes, _budget, "body", body => LengthOf(body)), Token);

    private static Outcome<int> LengthOf(BodyValue body) =>
        body.Find("schema")!.GetString().Length;

    // As the server reads a message: nothing of it is taken before it is whole.
    private static async Task ReadMessage(WeighedBody body)
    {
        while (true)
        {
            var read = await body.ReadAsync(Token);
            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private bool IsAllFree()
    {
        using var all = _budget.Begin();
        return all.TryAdd(Options.AnswerBudgetBytes);
    }

    private sealed class Connection : IConnectionItemsFeature
    {
        public IDictionary<object, object?> Items { get; set; } = new Dictionary<object, object?>();
    }
}

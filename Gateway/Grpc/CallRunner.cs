using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Gateway.Grpc.Streams;
using SchemaRegistry.Gateway.Registry;
using SchemaRegistry.Gateway.Telemetry;
using SchemaRegistry.Gateway.Weighing;
using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Model;

namespace SchemaRegistry.Gateway.Grpc;

/// <summary>Runs the four kinds of calls, and turns what goes wrong in them into a status.</summary>
internal sealed partial class CallRunner(
    IRegistry registry,
    LocalAnswers answers,
    RequestMetrics metrics,
    FailureReports failures,
    GatewayOptions options,
    TrafficBudget budget,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<CallRunner> logger)
{
    public async Task<T> Answer<T>(ServerCallContext context, Func<GrpcCall, Task<Outcome<T>>> handle)
        where T : class, IMessage<T>
    {
        var call = CallOf(context, context.CancellationToken);
        try
        {
            var outcome = await handle(call);
            if (outcome.Value is { } answer && !await call.Weigh(answer.CalculateSize()))
            {
                outcome = NoRoom.Unread;
            }

            if (outcome.Error is { } error && GrpcStatus.IsFailure(error))
            {
                failures.Report(RequestMetrics.Grpc, Faults.ReasonOf(error), error.Message);
            }

            return outcome.OrThrow();
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw StatusOf(context, fault);
        }
        finally
        {
            if (call.Unread is { } unread)
            {
                UnreadAnswer.Leave(context, unread);
            }
        }
    }

    public async Task List<T>(ServerCallContext context, IServerStreamWriter<T> stream, Func<GrpcCall, IAsyncEnumerable<T>> list)
        where T : class, IMessage<T>
    {
        var writer = new ListWriter<T>(stream);
        using var cut = new UnreadCut(context, () => writer.Steps, clock, lifetime.ApplicationStopping);
        try
        {
            await foreach (var item in list(CallOf(context, cut.Token)))
            {
                if (!await IsTaken(writer.Write(item, moreFollows: true, cut.Token), item.CalculateSize()))
                {
                    context.GetHttpContext().Abort();
                    return;
                }
            }
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw StatusOf(context, fault);
        }
    }

    // A list that nobody reads holds a page, and others may wait for the room.
    private static async Task<bool> IsTaken(Task writing, int bytes)
    {
        try
        {
            await writing.WaitAsync(TrafficBudget.PatienceFor(bytes));
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Runs a stream that has no end of its own; when this process stops the caller is told to come again.</summary>
    public async Task Endless(ServerCallContext context, Func<GrpcCall, Task> run)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        try
        {
            await run(CallOf(context, ending.Token));
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested && ending.IsCancellationRequested)
        {
            throw GrpcErrors.Stopping.ToException();
        }
        catch (Exception fault) when (fault is not RpcException)
        {
            throw StatusOf(context, fault);
        }
    }

    /// <param name="context">The stream as a call.</param>
    /// <param name="requests">What the caller sends.</param>
    /// <param name="answers">Where answers go.</param>
    /// <param name="handle">Answers one request.</param>
    /// <param name="refuse">The form of an answer to a request that came to grief.</param>
    public async Task Pipeline<TRequest, TAnswer>(
        ServerCallContext context,
        IAsyncStreamReader<TRequest> requests,
        IServerStreamWriter<TAnswer> answers,
        Func<GrpcCall, TRequest, Task<TAnswer>> handle,
        Func<TRequest, RegistryError, TAnswer> refuse)
        where TRequest : class, IMessage<TRequest>
        where TAnswer : class, IMessage<TAnswer>
    {
        var message = context.Method[(context.Method.LastIndexOf('/') + 1)..] + " message";
        async Task<(TAnswer Answer, IDisposable? Unread)> HandleOne(TRequest request, CancellationToken cancellationToken)
        {
            var startedAt = Stopwatch.GetTimestamp();
            var call = CallOf(context, cancellationToken);
            try
            {
                var answer = await handle(call, request);
                if (!await call.Weigh(answer.CalculateSize()))
                {
                    throw new NoRoomException(NoRoom.Unread);
                }

                metrics.Answered(RequestMetrics.Grpc, message, nameof(StatusCode.OK), startedAt);
                return (answer, call.Unread);
            }
            catch (Exception fault)
            {
                metrics.Answered(RequestMetrics.Grpc, message, nameof(StatusCode.Unknown), startedAt);
                return (refuse(request, ErrorOf(context, fault)), call.Unread);
            }
        }

        var writer = new ListWriter<TAnswer>(answers);
        using var cut = new UnreadCut(context, () => writer.Steps, clock, lifetime.ApplicationStopping);
        try
        {
            var stream = new PipelinedStream<TRequest, TAnswer>(requests, writer, HandleOne);
            if (!await stream.Run(cut.Token, lifetime.ApplicationStopping))
            {
                throw GrpcErrors.Stopping.ToException();
            }
        }
        catch (Exception fault) when (!IsForTheServer(context, fault))
        {
            throw StatusOf(context, fault);
        }
    }

    // A status goes on as it is, and so does what the caller's bytes have done, which is explained further out.
    private static bool IsForTheServer(ServerCallContext context, Exception fault) =>
        fault is RpcException || (UnreadableMessage.Is(fault) && !context.CancellationToken.IsCancellationRequested);

    private GrpcCall CallOf(ServerCallContext context, CancellationToken cancelled) =>
        new(registry, answers, options, budget, context, cancelled);

    private RpcException StatusOf(ServerCallContext context, Exception fault) => context.CancellationToken.IsCancellationRequested
        ? new RpcException(new Status(StatusCode.Cancelled, "The caller has gone"))
        : ErrorOf(context, fault).ToException();

    private RegistryError ErrorOf(ServerCallContext context, Exception fault)
    {
        var error = GrpcErrors.Of(fault);
        if ((error == GrpcErrors.Internal || fault is OutOfMemoryException) && !context.CancellationToken.IsCancellationRequested)
        {
            LogFault(context.Method, fault);
        }

        if (GrpcStatus.IsFailure(error) && !context.CancellationToken.IsCancellationRequested)
        {
            failures.Report(RequestMetrics.Grpc, Faults.ReasonOf(fault), error.Message);
        }

        return error;
    }

    [LoggerMessage(EventIds.GrpcCallFailed, LogLevel.Error, "Call of {Method} failed")]
    private partial void LogFault(string method, Exception fault);
}

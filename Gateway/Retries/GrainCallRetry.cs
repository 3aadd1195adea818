using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;
using Orleans.Serialization.Invocation;
using Polly;
using Polly.Retry;
using SchemaRegistry.Grains.Abstractions;

namespace SchemaRegistry.Gateway.Retries;

/// <summary>
/// Makes the loss of a silo show as latency: a call whose silo died is made again, at the silo that took over, until the
/// caller's patience ends. A change bears the same request id and is marked, so that it is looked for before it is made.
/// </summary>
public sealed partial class GrainCallRetry : IOutgoingGrainCallFilter
{
    private static readonly ResiliencePropertyKey<long> StartedAt = new("started-at");
    private readonly TimeProvider _clock;
    private readonly TimeSpan _limit;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;

    public GrainCallRetry(GatewayOptions options, TimeProvider clock, ILogger<GrainCallRetry> logger)
    {
        (_clock, _limit, _logger) = (clock, options.RequestTimeout, logger);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is { } fault && IsLoss(fault) && HasTime(attempt.Context.Properties.GetValue(StartedAt, 0))),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        var startedAt = _clock.GetTimestamp();
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (IsLoss(fault) && IsFromTheEdge(context) && HasTime(startedAt))
        {
            LogAgain(context.MethodName, fault.Message);
            await InvokeAgain(context, startedAt);
        }
    }

    private async Task InvokeAgain(IOutgoingGrainCallContext call, long startedAt)
    {
        RetriedRequest.Mark(call.Request);
        var attempts = ResilienceContextPool.Shared.Get(CancellationOf(call.Request));
        try
        {
            attempts.Properties.Set(StartedAt, startedAt);
            await _pipeline.ExecuteAsync(static async (_, call) => await call.Invoke(), attempts, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(attempts);
        }
    }

    private bool HasTime(long startedAt) => _clock.GetElapsedTime(startedAt) < _limit;

    /// <summary>The silo, or the way to it, was lost; what a grain answers or throws by itself is none of these.</summary>
    private static bool IsLoss(Exception fault) =>
        fault is OrleansException or TimeoutException or ConnectionAbortedException;

    // Calls between grains are parts of one that comes from here, and runtime calls have rules of their own.
    private static bool IsFromTheEdge(IOutgoingGrainCallContext call) =>
        call.SourceContext is null or { GrainInstance: null }
        && call.InterfaceMethod.DeclaringType?.Assembly == typeof(ISubjectGrain).Assembly;

    private static CancellationToken CancellationOf(IInvokable request)
    {
        for (var i = 0; i < request.GetArgumentCount(); i++)
        {
            if (request.GetArgument(i) is CancellationToken token)
            {
                return token;
            }
        }

        return CancellationToken.None;
    }

    [LoggerMessage(EventIds.CallRetried, LogLevel.Debug, "Calling {Method} again: {Reason}")]
    private partial void LogAgain(string method, string reason);
}

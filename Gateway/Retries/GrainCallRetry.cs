using Microsoft.Extensions.Logging;
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

    // Set while a call is made again, which passes this filter as any other does.
    private readonly AsyncLocal<bool> _isAgain = new();

    public GrainCallRetry(GatewayOptions options, TimeProvider clock, ILogger<GrainCallRetry> logger)
    {
        (_clock, _limit, _logger) = (clock, options.RequestTimeout, logger);
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = attempt => ValueTask.FromResult(
                    attempt.Outcome.Exception is { } fault
                    && IsWorthwhile(fault, attempt.Context.Properties.GetValue(StartedAt, 0), attempt.Context.CancellationToken)),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(50),
                MaxDelay = TimeSpan.FromMilliseconds(500),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
            })
            .Build();
    }

    public Task Invoke(IOutgoingGrainCallContext context) =>
        IsFromTheEdge(context) && !_isAgain.Value ? InvokeUntilAnswered(context) : context.Invoke();

    private async Task InvokeUntilAnswered(IOutgoingGrainCallContext context)
    {
        var startedAt = _clock.GetTimestamp();
        var call = RepeatableCall.Of(context);
        try
        {
            await context.Invoke();
        }
        catch (Exception fault) when (IsWorthwhile(fault, startedAt, call.Cancellation))
        {
            LogAgain(context.MethodName, fault.Message);
            context.Result = await InvokeAgain(call, startedAt);
        }
    }

    private async Task<object?> InvokeAgain(RepeatableCall call, long startedAt)
    {
        _isAgain.Value = true;
        call.MarkAsRetry();
        var attempts = ResilienceContextPool.Shared.Get(call.Cancellation);
        try
        {
            attempts.Properties.Set(StartedAt, startedAt);
            return await _pipeline.ExecuteAsync(static async (_, call) => await call.Invoke(), attempts, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(attempts);
        }
    }

    private bool IsWorthwhile(Exception fault, long startedAt, CancellationToken caller) =>
        Faults.IsLoss(fault) && !caller.IsCancellationRequested && _clock.GetElapsedTime(startedAt) < _limit;

    // Calls between grains are parts of one that comes from here, and runtime calls have rules of their own.
    private static bool IsFromTheEdge(IOutgoingGrainCallContext call) =>
        call.SourceContext is null or { GrainInstance: null }
        && call.InterfaceMethod.DeclaringType?.Assembly == typeof(ISubjectGrain).Assembly;

    [LoggerMessage(EventIds.CallRetried, LogLevel.Debug, "Calling {Method} again: {Reason}")]
    private partial void LogAgain(string method, string reason);
}

using System.Numerics;
using k8s;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Polly;
using Polly.Retry;

namespace SchemaRegistry.Clustering.Kubernetes;

/// <summary>What a call is about. Each kind has a back-off of its own, since a missing right concerns one kind only.</summary>
internal enum ApiKind
{
    ConfigMaps,
    Leases,
    OldLeases,
    JoinLock,
    Pods,
}

/// <summary>
/// Every call to the API server goes through here. It has a time limit, waits while calls of its kind fail, and is repeated only
/// when the server cannot have acted on it.
/// </summary>
internal sealed partial class ApiServer : IDisposable
{
    private readonly k8s.Kubernetes _client;
    private readonly KubernetesClusteringOptions _options;
    private readonly Backoff[] _backoffs;
    private readonly ResiliencePipeline _throttled;
    private readonly ResiliencePipeline _untilAnswered;
    private readonly ILogger<ApiServer> _logger;
    private readonly CancellationToken _stopping;

    public ApiServer(
        IOptions<KubernetesClusteringOptions> options,
        ILogger<ApiServer> logger,
        IHostApplicationLifetime? lifetime = null,
        TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        _stopping = lifetime?.ApplicationStopping ?? CancellationToken.None;
        _options = options.Value;
        _logger = logger;
        (_client, Namespace) = Credentials.Connect(_options);
        _backoffs = [.. Enum.GetValues<ApiKind>().Select(_ => new Backoff(_options, clock, _stopping))];
        _throttled = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(ApiFault.IsThrottle),
                MaxRetryAttempts = 3,

                // The back-off, which obeys Retry-After, does the waiting.
                Delay = TimeSpan.Zero,
            })
            .Build();
        _untilAnswered = new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                ShouldHandle = new PredicateBuilder().Handle<Exception>(ApiFault.IsFromServer),
                MaxRetryAttempts = int.MaxValue,
                Delay = TimeSpan.FromMilliseconds(250),
                MaxDelay = TimeSpan.FromSeconds(2),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                OnRetry = args =>
                {
                    // A verdict starts no back-off, which would have logged it, so it is logged here: at retries 1, 2, 4, 8 and so on.
                    if (args.Outcome.Exception is { } fault && ApiFault.IsVerdict(fault) && BitOperations.IsPow2(args.AttemptNumber + 1))
                    {
                        LogWaiting(ApiFault.Describe(fault));
                    }

                    return default;
                },
            })
            .Build();
    }

    public string Namespace { get; }

    /// <summary>One call. Answers of 404, 409 and 422 are exceptions for the caller to read.</summary>
    public async Task<T> Call<T>(ApiKind kind, Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancellationToken) =>
        await _throttled.ExecuteAsync(async token => await CallOnce(kind, call, token), cancellationToken);

    /// <summary>Repeats the work for as long as the API server is away or refuses.</summary>
    public async Task UntilAnswered(Func<CancellationToken, Task> work, CancellationToken cancellationToken) =>
        await _untilAnswered.ExecuteAsync(async token => await work(token), cancellationToken);

    public Backoff NewBackoff() => new(_options, TimeProvider.System, _stopping);

    /// <summary>The client itself, for watches, which have a time limit and a back-off of their own.</summary>
    public IKubernetes Client => _client;

    public void Dispose() => _client.Dispose();

    private async Task<T> CallOnce<T>(ApiKind kind, Func<IKubernetes, CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        var backoff = _backoffs[(int)kind];
        var calledAt = await backoff.Wait(cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var longest = _stopping.IsCancellationRequested ? _options.RequestTimeoutWhenStopping : _options.RequestTimeout;
        limit.CancelAfter(longest);
        try
        {
            var answer = await call(_client, limit.Token);
            backoff.Reset();
            return answer;
        }
        catch (Exception verdict) when (ApiFault.IsVerdict(verdict))
        {
            // The server works: it has considered the call.
            backoff.Reset();
            throw;
        }
        catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
        {
            var named = fault is OperationCanceledException
                ? new TimeoutException($"The API server did not answer within {longest.TotalSeconds:0.#} s.", fault)
                : fault;
            if (backoff.Extend(named, calledAt) is { } length)
            {
                LogKeptBack(kind, ApiFault.Describe(named), length.TotalSeconds);
            }

            if (named != fault)
            {
                throw named;
            }

            throw;
        }
    }

    [LoggerMessage(401, LogLevel.Warning, "The Kubernetes API did not serve a call for {Kind}: {Reason}. The next goes out in {Seconds:0.0} s")]
    private partial void LogKeptBack(ApiKind kind, string reason, double seconds);

    [LoggerMessage(402, LogLevel.Warning, "Waiting for the Kubernetes API: {Reason}")]
    private partial void LogWaiting(string reason);
}

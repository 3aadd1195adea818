using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using SchemaRegistry.Model;
using StackExchange.Redis;

namespace SchemaRegistry.Storage.Redis;

/// <summary>
/// Redis as the shared cache. After a failure it is left alone for a second, so that a Redis that hangs costs one
/// short wait a second and not one a lookup.
/// </summary>
public sealed partial class RedisCache : ISharedCache, IAsyncDisposable
{
    private const int AnswerMilliseconds = 250;
    private const int ConnectMilliseconds = 1_000;
    private const int PauseMilliseconds = 1_000;
    private readonly Lazy<Task<ConnectionMultiplexer>> _connection;
    private readonly ILogger<RedisCache> _logger;
    private long _pausedUntil;
    private volatile string? _brokenBy;

    public RedisCache(ConfigurationOptions options, ILogger<RedisCache> logger)
    {
        _logger = logger;
        options.AbortOnConnectFail = false;
        options.BacklogPolicy = BacklogPolicy.FailFast;
        options.CertificateValidation += (_, _, chain, errors) => errors == SslPolicyErrors.None || Distrust(chain, errors);
        options.ConnectTimeout = ConnectMilliseconds;
        (options.AsyncTimeout, options.SyncTimeout) = (AnswerMilliseconds, AnswerMilliseconds);
        _connection = new(() => Connect(options));
    }

    public async Task<byte[]?> Find(string key)
    {
        if (IsPaused)
        {
            return null;
        }

        try
        {
            var connection = await _connection.Value.WaitAsync(TimeSpan.FromMilliseconds(ConnectMilliseconds));
            return await connection.GetDatabase().StringGetAsync(key);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            Pause(fault);
            return null;
        }
    }

    public void Keep(string key, byte[] value, TimeSpan lifetime)
    {
        if (IsPaused || !_connection.IsValueCreated || !_connection.Value.IsCompletedSuccessfully)
        {
            return;
        }

        try
        {
            _connection.Value.Result.GetDatabase().StringSet(key, value, lifetime, When.Always, CommandFlags.FireAndForget);
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            Pause(fault);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection.IsValueCreated)
        {
            await (await _connection.Value).DisposeAsync();
        }
    }

    // A command that finds no connection does not know why there is none; what tries to make one does.
    private async Task<ConnectionMultiplexer> Connect(ConfigurationOptions options)
    {
        var connection = await ConnectionMultiplexer.ConnectAsync(options);
        connection.ConnectionFailed += (_, failure) => _brokenBy = failure.Exception is { } fault ? FaultReason.Of(fault) : null;
        connection.ConnectionRestored += (_, _) => _brokenBy = null;
        return connection;
    }

    private bool Distrust(X509Chain? chain, SslPolicyErrors errors)
    {
        var reasons = chain?.ChainStatus.Select(status => status.Status.ToString()) ?? [];
        _brokenBy = $"the server's certificate is not trusted: {string.Join(", ", reasons.Prepend(errors.ToString()))}";
        return false;
    }

    private bool IsPaused => Environment.TickCount64 < Volatile.Read(ref _pausedUntil);

    private void Pause(Exception fault)
    {
        var now = Environment.TickCount64;
        if (Interlocked.Exchange(ref _pausedUntil, now + PauseMilliseconds) < now)
        {
            LogAway(_brokenBy ?? FaultReason.Of(fault));
        }
    }

    [LoggerMessage(501, LogLevel.Warning, "Redis does not answer; going on without it: {Reason}")]
    private partial void LogAway(string reason);
}

using SchemaRegistry.Storage.Redis;
using SchemaRegistry.Support;

namespace SchemaRegistry.Storage.Tests.Redis;

/// <summary>A Redis that cannot be reached or is not trusted: the warning names the reason.</summary>
public sealed class RedisCacheTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task One_that_is_not_trusted_is_said_to_be_that()
    {
        await using var server = new UntrustedServer();

        await Tells("certificate", $"rediss://:secret@127.0.0.1:{server.Port}/0");
    }

    [Fact]
    public Task One_that_nobody_serves_is_said_to_refuse_the_connection() => Tells("Connection refused", $"redis://:secret@127.0.0.1:{FreePort.Next()}/0");

    private static async Task Tells(string reason, string url)
    {
        Assert.True(RedisUrl.TryParse(url, out var options, out _));
        using var log = new WarningLog();
        await using var cache = new RedisCache(options, log.For<RedisCache>());

        await Eventually.Be($"a warning that says {reason}", Soon, async () =>
        {
            Assert.Null(await cache.Find("key"));
            return log.Lines.Any(line => line.Contains(reason, StringComparison.Ordinal));
        });

        Assert.DoesNotContain(log.Lines, line => line.Contains("secret", StringComparison.Ordinal));
    }
}

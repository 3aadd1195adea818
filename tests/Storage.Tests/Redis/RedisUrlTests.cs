using System.Net;
using SchemaRegistry.Storage.Redis;

namespace SchemaRegistry.Storage.Tests.Redis;

public sealed class RedisUrlTests
{
    [Theory]
    [InlineData("redis://cache", "cache", 6379, 0, null, null, false)]
    [InlineData("redis://cache:7000/3", "cache", 7000, 3, null, null, false)]
    [InlineData("redis://:s%40crt@cache/", "cache", 6379, 0, null, "s@crt", false)]
    [InlineData("rediss://user:word@cache:6380", "cache", 6380, 0, "user", "word", true)]
    public void A_url_is_read(string url, string host, int port, int database, string? user, string? password, bool tls)
    {
        Assert.True(RedisUrl.TryParse(url, out var options, out _));
        Assert.Equal(new DnsEndPoint(host, port), Assert.Single(options.EndPoints));
        Assert.Equal((database, user, password, tls), (options.DefaultDatabase, options.User, options.Password, options.Ssl));
    }

    [Theory]
    [InlineData("redis://user:12/s3cret@cache/0")]
    [InlineData("redis://user:s3cret@cache/first")]
    [InlineData("redis://user:a/s3cret@cache/0")]
    public void A_password_is_not_shown(string url)
    {
        Assert.False(RedisUrl.TryParse(url, out _, out var error));
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cache:6379")]
    [InlineData("http://cache")]
    [InlineData("redis://")]
    [InlineData("redis://cache/first")]
    public void Anything_else_is_refused_by_a_line_that_names_the_variable(string url)
    {
        Assert.False(RedisUrl.TryParse(url, out _, out var error));
        Assert.Contains("REDIS_URL", error);
    }
}

using SchemaRegistry.Gateway.Rest.Shortcuts;

namespace SchemaRegistry.Gateway.Tests.Shortcuts;

public sealed class VersionTargetTests
{
    [Theory]
    [InlineData("/subjects/orders-value/versions/latest", "orders-value", -1)]
    [InlineData("/subjects/a.b_c~D9/versions/1", "a.b_c~D9", 1)]
    [InlineData("/subjects/versions/versions/2147483647", "versions", int.MaxValue)]
    public void Versions_as_clients_ask_for_them_are_read(string target, string subject, int version)
    {
        Assert.True(VersionTarget.TryRead(target, out var readSubject, out var readVersion));
        Assert.Equal((subject, version), (readSubject.ToString(), readVersion));
    }

    [Theory]
    [InlineData("/subjects/s/versions")]
    [InlineData("/subjects/s/versions/")]
    [InlineData("/subjects//versions/1")]
    [InlineData("/subjects/s/versions/0")]
    [InlineData("/subjects/s/versions/-1")]
    [InlineData("/subjects/s/versions/+1")]
    [InlineData("/subjects/s/versions/2147483648")]
    [InlineData("/subjects/s/versions/LATEST")]
    [InlineData("/subjects/s/versions/latest/")]
    [InlineData("/subjects/s/versions/latest/schema")]
    [InlineData("/subjects/s/versions/latest?deleted=true")]
    [InlineData("/subjects/:.c:s/versions/1")]
    [InlineData("/subjects/a%2Fb/versions/1")]
    [InlineData("/Subjects/s/versions/1")]
    public void Whatever_else_takes_the_long_way(string target) => Assert.False(VersionTarget.TryRead(target, out _, out _));
}

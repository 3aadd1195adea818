using SchemaRegistry.Gateway.Rest.Shortcuts;

namespace SchemaRegistry.Gateway.Tests.Shortcuts;

public sealed class ByIdTargetTests
{
    [Theory]
    [InlineData("/schemas/ids/7", 7, "")]
    [InlineData("/schemas/ids/2147483647", int.MaxValue, "")]
    [InlineData("/schemas/ids/7?fetchMaxId=false", 7, "")]
    [InlineData("/schemas/ids/7?subject=orders-value", 7, "orders-value")]
    [InlineData("/schemas/ids/7?fetchMaxId=false&subject=a.b_c~D9", 7, "a.b_c~D9")]
    [InlineData("/schemas/ids/7?subject=s&fetchMaxId=false", 7, "s")]
    public void Lookups_as_serializers_send_them_are_read(string target, int id, string subject)
    {
        Assert.True(ByIdTarget.TryRead(target, out var readId, out var readSubject));
        Assert.Equal((id, subject), (readId, readSubject.ToString()));
    }

    [Theory]
    [InlineData("/schemas/ids/")]
    [InlineData("/schemas/ids/x")]
    [InlineData("/schemas/ids/-1")]
    [InlineData("/schemas/ids/ 7")]
    [InlineData("/schemas/ids/2147483648")]
    [InlineData("/schemas/ids/7/")]
    [InlineData("/schemas/ids/7/schema")]
    [InlineData("/schemas/ids/7?")]
    [InlineData("/schemas/ids/7?subject=")]
    [InlineData("/schemas/ids/7?subject=a&subject=b")]
    [InlineData("/schemas/ids/7?subject=%3A.ctx%3As")]
    [InlineData("/schemas/ids/7?subject=:.ctx:s")]
    [InlineData("/schemas/ids/7?subject=a+b")]
    [InlineData("/schemas/ids/7?fetchMaxId=true")]
    [InlineData("/schemas/ids/7?format=serialized")]
    [InlineData("/SCHEMAS/ids/7")]
    [InlineData("http://host/schemas/ids/7")]
    public void Whatever_else_takes_the_long_way(string target) => Assert.False(ByIdTarget.TryRead(target, out _, out _));
}

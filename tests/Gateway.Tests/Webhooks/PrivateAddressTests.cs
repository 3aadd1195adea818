using System.Globalization;
using System.Net;
using SchemaRegistry.Gateway.Webhooks;
using SchemaRegistry.Support;

namespace SchemaRegistry.Gateway.Tests.Webhooks;

/// <summary>A registry delivers to the open Internet alone, unless it is told otherwise.</summary>
public sealed class PrivateAddressTests(SharedRegistry shared) : WebhookTests(shared)
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    [InlineData("[::ffff:127.0.0.1]")]
    [InlineData("2130706433")]
    public async Task Nothing_is_sent_to_this_machine_by_whatever_name(string host)
    {
        await using var receiver = new WebhookReceiver();
        var webhook = await Subscribe($"http://{host}:{receiver.Port.ToString(CultureInfo.InvariantCulture)}/");
        await MakeChanges(1);

        await Eventually.Be("a refusal", Deadline, async () => (await Get(webhook)).Has("lastError"));

        Assert.Contains("private address", (await Get(webhook)).Member("lastError"), StringComparison.Ordinal);
        Assert.Empty(receiver.Deliveries);
        (await Delete(webhook)).IsOk();
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.8.8.8")]
    [InlineData("169.254.169.254")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::10.0.0.1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fd12:3456::1")]
    [InlineData("fe80::1")]
    [InlineData("ff02::1")]
    public void An_address_that_is_not_of_the_open_Internet_is_known_as_such(string address) =>
        Assert.True(PrivateAddresses.Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("100.128.0.1")]
    [InlineData("172.32.0.1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::808:808")]
    [InlineData("2606:4700::1111")]
    public void An_address_of_the_open_Internet_is_not(string address) =>
        Assert.False(PrivateAddresses.Contains(IPAddress.Parse(address)));
}

using SchemaRegistry.Grains.Abstractions;
using SchemaRegistry.Grains.Webhooks;

namespace SchemaRegistry.Grains.Tests.Webhooks;

/// <summary>What may be subscribed to.</summary>
public sealed class WebhookFormsTests
{
    [Theory]
    [InlineData(4_096, 3_000, true)]
    [InlineData(4_096, 5_000, false)]
    [InlineData(64, 60, true)]
    [InlineData(64, 100, false)]
    public void A_prefix_may_be_as_long_as_a_name(int longestName, int prefix, bool isTaken)
    {
        var request = new WebhookRequest(
            "http://example.com", null, "", null, new string('p', prefix), [], IsEnabled: true, Token: null, Start: null);

        Assert.Equal(isTaken, WebhookForms.Check(request, new RegistryOptions { MaxNameBytes = longestName }) is null);
    }
}

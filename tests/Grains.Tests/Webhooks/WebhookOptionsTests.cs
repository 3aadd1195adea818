using SchemaRegistry.Grains.Webhooks;

namespace SchemaRegistry.Grains.Tests.Webhooks;

public sealed class WebhookOptionsTests
{
    private static readonly WebhookOptions Options =
        new() { FirstPause = TimeSpan.FromSeconds(1), LongestPause = TimeSpan.FromMinutes(10) };

    [Theory]
    [InlineData(1, 0, 0.5)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(5, 0.5, 12)]
    [InlineData(10, 1, 512)]
    [InlineData(11, 1, 600)]
    [InlineData(1_000_000, 0, 300)]
    public void The_pause_doubles_up_to_the_longest_and_varies_by_half(int failures, double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Options.PauseAfter(failures, chance));
}
